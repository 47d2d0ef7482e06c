import Foundation
import Records

extension RunIdentity {
  /// What a run of `notebook` with the values that its settings have is known by.
  package init(of notebook: any Notebook, seed: UInt64, profile: Profile, data: String) {
    let type = type(of: notebook)
    self.init(
      notebook: type.name, title: type.title, summary: type.summary, seed: seed, profile: profile,
      data: data, sourceName: (type.sourcePath as NSString).lastPathComponent,
      settings: notebook.settings.map { key, setting in
        RecordedSetting(
          key: key, description: setting.description, value: setting.scalar,
          preset: setting.value(at: profile))
      })
  }
}
