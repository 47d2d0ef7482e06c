import Notebooks
import Platform
import Records

/// A setting that a sweep of a notebook tries, with its values.
struct SweepAxis {
  let key: String
  /// In ascending order, no two of them equal.
  let values: [Scalar]

  /// The axes of a notebook, in the order in which it declares its settings: those that an override reaches.
  ///
  /// - Parameters:
  ///   - overrides: those for any notebook first, so that one for a single notebook beats them.
  /// - Throws: `SettingError` where the notebook does not take a value, `UsageError` where one is there twice.
  static func axes(
    of type: any Notebook.Type, profile: Profile, overrides: [SettingOverride]
  ) throws -> [SweepAxis] {
    try type.init().settings.map(\.key).compactMap { key in
      let own = overrides.last { override in
        override.key == key && override.notebook ?? type.name == type.name
      }
      return try own.map { try SweepAxis($0, of: type, profile: profile) }
    }
  }

  private init(
    _ override: SettingOverride, of type: any Notebook.Type, profile: Profile
  ) throws {
    key = override.key
    var values: [Scalar] = []
    for text in Self.texts(in: override.value) {
      let one = SettingOverride(key: override.key, value: text)
      let notebook = try type.make(profile: profile, overrides: [one])
      guard let value = notebook.settings.first(where: { $0.key == override.key })?.setting.scalar
      else { continue }
      if values.contains(value) {
        throw UsageError(
          description: "--set \(override.key)=\(override.value.shown): "
            + "\(value.text.shown) is there twice")
      }
      values.append(value)
    }
    self.values = values.sorted(by: Self.precedes)
  }

  /// The values that commas separate; `\,` is a comma of a value.
  static func texts(in list: String) -> [String] {
    var texts = [""]
    var isEscaped = false
    for character in list {
      if isEscaped {
        texts[texts.count - 1] += character == "," ? "," : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        texts.append("")
      } else {
        texts[texts.count - 1].append(character)
      }
    }
    if isEscaped { texts[texts.count - 1] += "\\" }
    return texts
  }

  /// Numbers by their size, false before true, texts by their bytes.
  private static func precedes(_ one: Scalar, _ other: Scalar) -> Bool {
    switch (one, other) {
    case (.int(let one), .int(let other)): one < other
    case (.double(let one), .double(let other)): one < other
    case (.bool(let one), .bool(let other)): !one && other
    default: one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
  }

  /// Every combination of a value of each axis; the last axis changes first. One that is empty where there are no axes.
  static func combinations(of axes: [SweepAxis]) -> [[(key: String, value: Scalar)]] {
    axes.reduce([[]]) { combinations, axis in
      combinations.flatMap { combination in
        axis.values.map { combination + [(axis.key, $0)] }
      }
    }
  }
}
