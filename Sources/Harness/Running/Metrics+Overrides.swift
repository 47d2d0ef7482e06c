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
