import Notebooks
import Records

extension Metrics {
  /// What gives a notebook the settings of these results, whatever its profiles are now.
  var overrides: [SettingOverride] {
    settings.keys.sortedByBytes().map { key in
      SettingOverride(key: key, value: settings[key]?.settingText ?? "")
    }
  }
}

extension JSON {
  /// The value of a setting as `--set` takes it.
  fileprivate var settingText: String {
    if case .string(let text) = self { text } else { compact }
  }
}
