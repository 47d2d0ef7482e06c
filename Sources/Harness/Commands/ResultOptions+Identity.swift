import Notebooks
import Platform
import Records

extension ResultOptions {
  /// What a run of each of `notebooks` with these options is known by, and the notebook itself.
  ///
  /// - Parameter data: the name of the data.
  /// - Throws: `UsageError` or `SettingError` where the options name what is not there.
  func runs(
    of notebooks: [any Notebook.Type], data: String
  ) throws -> [(notebook: any Notebook, identity: RunIdentity)] {
    let profile = try chosenProfile()
    let overrides = try SettingOverride.all(parsing: overrides)
    try Self.check(overrides, against: notebooks)
    return try notebooks.map { type in
      let keys = type.init().settings.map(\.key)
      let own = overrides.filter { override in
        override.notebook.map { $0 == type.name } ?? keys.contains(override.key)
      }
      let notebook = try type.make(profile: profile, overrides: own)
      return (notebook, RunIdentity(of: notebook, seed: seed, profile: profile, data: data))
    }
  }

  /// The folder of the results of a run.
  func folder(of identity: RunIdentity) -> String {
    "\(output)/\(identity.group)/\(identity.folder)"
  }

  /// Every override must reach a notebook that is meant.
  private static func check(
    _ overrides: [SettingOverride], against notebooks: [any Notebook.Type]
  ) throws {
    let names = notebooks.map { $0.name }
    for override in overrides {
      if let name = override.notebook, !names.contains(name) {
        throw UsageError.unknown("notebook among those that run", name, valid: names)
      }
      let reached = notebooks.filter { override.notebook == nil || override.notebook == $0.name }
      let keys = reached.flatMap { $0.init().settings.map(\.key) }.reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      if keys.contains(override.key) { continue }
      throw SettingError.unknownKey(
        override.key, notebook: reached.map { $0.name }.joined(separator: ", ", last: " or "),
        valid: keys)
    }
  }
}
