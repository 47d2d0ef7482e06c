import Records

/// The settings of a run as the report shows them: each with what it means, the value used and the article's.
struct SettingsTable {
  let settings: [RecordedSetting]
  let profile: Profile

  /// The table of a run.
  init(of identity: RunIdentity) {
    settings = identity.settings
    profile = identity.profile
  }

  /// The table; empty without settings. The article's values have a column if the notebook tells any.
  var markdown: String {
    if settings.isEmpty { return "" }
    let hasArticle = settings.contains { $0.article != nil }
    let rows = settings.map { setting -> [Scalar] in
      let cells = ["`\(setting.key)`", setting.description, value(of: setting)]
      let article = hasArticle ? [setting.article?.text ?? ""] : []
      return (cells + article).map(Scalar.string)
    }
    let table = Markdown.table(
      columns: ["setting", "meaning", "value"] + (hasArticle ? ["article"] : []), rows: rows)
    let differs = settings.contains(where: \.differsFromArticle)
    return table + (differs ? "\n\n*Settings; values that differ from the article's are bold*" : "")
  }

  /// The value used, with that of the profile where `--set` gave another.
  private func value(of setting: RecordedSetting) -> String {
    let value = setting.differsFromArticle ? "**\(setting.value.text)**" : setting.value.text
    return setting.value == setting.preset ? value : "\(value), \(profile) \(setting.preset.text)"
  }
}

extension RecordedSetting {
  /// Whether the run used another value than the article; false where the notebook tells none.
  var differsFromArticle: Bool { article.map { $0 != value } ?? false }

  /// The properties that are groups of settings, in one another, and hold this one.
  var groups: [String] { group?.split(separator: ".").map(String.init) ?? [] }
}
