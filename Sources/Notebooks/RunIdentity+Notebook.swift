import Foundation
import Records

extension RunIdentity {
  /// What a run of `notebook` with the values that its settings have is known by.
  package init(of notebook: any Notebook, seed: UInt64, profile: Profile, data: String) {
    let type = type(of: notebook)
    let settings = notebook.declaredSettings
    let hasArticleValues = settings.contains(where: \.setting.hasArticleValue)
    self.init(
      notebook: type.name, title: type.title, summary: type.summary, seed: seed, profile: profile,
      data: data, sourceName: (type.sourcePath as NSString).lastPathComponent,
      settings: settings.map {
        RecordedSetting(
          key: $0.key, description: $0.setting.description, value: $0.setting.scalar,
          preset: $0.setting.value(at: profile),
          article: hasArticleValues ? $0.setting.value(at: .article) : nil,
          group: $0.groups.isEmpty ? nil : $0.groups.joined(separator: "."))
      }, articles: type.articles, references: type.references)
  }
}
