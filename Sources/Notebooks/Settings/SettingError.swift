import Platform

/// A `--set key=value` that a notebook cannot take.
public enum SettingError: Error, Equatable, CustomStringConvertible {
  /// The argument is not of the form `key=value`.
  case malformed(String)
  /// Two arguments give a setting its value.
  case repeated(String, and: String)
  /// No notebook that runs has a setting of that name.
  case unknownKey(String, notebook: String, valid: [String])
  /// The value is not of the setting's type or outside its limits.
  case invalidValue(String, key: String, notebook: String, expected: String)

  /// What was asked, what was found and what is possible.
  public var description: String {
    switch self {
    case .malformed(let text):
      return "--set \(text.shown): expected key=value, as in --set epochs=5"
    case .repeated(let first, let second):
      return "--set \(first.shown) and --set \(second.shown): choose one"
    case .unknownKey(let key, let notebook, let valid):
      guard !valid.isEmpty else { return "--set \(key.shown): \(notebook) has no settings" }
      let hint = Suggestion.sentence(for: key, among: valid)
      return "--set \(key.shown): \(notebook) has no such setting.\(hint) "
        + "Its settings: \(valid.joined(separator: ", "))"
    case .invalidValue(let value, let key, let notebook, let expected):
      return "--set \(key)=\(value.shown): \(notebook) expects \(expected)"
    }
  }
}
