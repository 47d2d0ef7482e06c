import Records

extension Notebook {
  /// The notebook's settings with their names, those of its groups among them, in the order of declaration.
  package var settings: [(key: String, setting: any AnySetting)] {
    declaredSettings.map { ($0.key, $0.setting) }
  }

  /// The settings, and the properties that their groups are, from the outermost on: none for a notebook's own.
  package var declaredSettings: [DeclaredSetting] { DeclaredSetting.all(in: self) }

  /// Refuses two settings of one name, of which `--set` could reach only one.
  package static func checkSettings() throws(SettingError) {
    var places: [String: String] = [:]
    for setting in Self().declaredSettings {
      let place = (setting.groups + [setting.key]).joined(separator: ".")
      if let other = places.updateValue(place, forKey: setting.key) {
        throw .ambiguous(setting.key, notebook: name, places: [other, place])
      }
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
  package let value: String

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
