import Records

extension Notebook {
  /// The notebook's settings with their names, in the order of declaration.
  package var settings: [(key: String, setting: any AnySetting)] {
    Mirror(reflecting: self).children.compactMap { child in
      guard let label = child.label, let setting = child.value as? any AnySetting else {
        return nil
      }
      // The storage of a wrapped property `epochs` is called `_epochs`.
      return (String(label.drop { $0 == "_" }), setting)
    }
  }

  /// A notebook with the values of `profile`.
  static func preset(_ profile: Profile) -> Self {
    let notebook = Self()
    for (_, setting) in notebook.settings { setting.take(profile) }
    return notebook
  }

  /// A notebook with the values of `profile`, then those of `overrides`, in order.
  package static func make(profile: Profile, overrides: [SettingOverride]) throws(SettingError)
    -> Self
  {
    let notebook = preset(profile)
    let settings = notebook.settings
    for override in overrides {
      guard let (key, setting) = settings.first(where: { $0.key == override.key }) else {
        throw .unknownKey(override.key, notebook: name, valid: settings.map(\.key))
      }
      guard setting.take(text: override.value) else {
        let limits = setting.limits.map { " from \($0)" } ?? ""
        throw .invalidValue(
          override.value, key: key, notebook: name, expected: setting.form + limits)
      }
    }
    return notebook
  }
}

/// One `--set` of the command line: `epochs=5`, or `vae.epochs=5` for one notebook of several.
package struct SettingOverride: Equatable, Sendable {
  /// The notebook it is meant for; nil for every notebook that runs.
  package let notebook: String?
  package let key: String
  let value: String

  package init(notebook: String? = nil, key: String, value: String) {
    self.notebook = notebook
    self.key = key
    self.value = value
  }

  /// Reads `key=value` or `notebook.key=value`; the value may hold more `=` and `.`.
  init(parsing text: String) throws(SettingError) {
    guard let equals = text.firstIndex(of: "=") else { throw .malformed(text) }
    let name = text[..<equals]
    value = String(text[text.index(after: equals)...])
    if let dot = name.firstIndex(of: ".") {
      notebook = String(name[..<dot])
      key = String(name[name.index(after: dot)...])
    } else {
      notebook = nil
      key = String(name)
    }
    if key.isEmpty || notebook == "" { throw .malformed(text) }
  }

  /// Reads all of a command line, those for any notebook first, so that one for a single notebook beats them.
  ///
  /// - Throws: `SettingError` where one cannot be read, or two give a setting its value.
  package static func all(parsing texts: [String]) throws(SettingError) -> [SettingOverride] {
    var overrides: [SettingOverride] = []
    for text in texts {
      let override = try SettingOverride(parsing: text)
      if let other = overrides.first(where: {
        $0.notebook == override.notebook && $0.key == override.key
      }) {
        throw .repeated(other.text, and: override.text)
      }
      overrides.append(override)
    }
    return overrides.filter { $0.notebook == nil } + overrides.filter { $0.notebook != nil }
  }

  /// The text that it was read from.
  var text: String { "\(notebook.map { "\($0)." } ?? "")\(key)=\(value)" }
}
