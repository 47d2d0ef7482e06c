/// A run that has been checked as far as it can be without starting: the notebook with its settings, its
/// source, and where its results go.
struct RunPlan {
  let notebook: any Notebook
  /// What it takes on the machine that notebooks' minutes were measured on.
  let minutes: Double
  let identity: RunIdentity
  let source: NotebookSource
  /// What the program was built from.
  let sources: ProgramSources
  /// The folder of the results.
  let goal: String

  /// An empty record of this run.
  var record: RunRecord { RunRecord(identity: identity, source: source.text) }

  /// Plans a run for each of `notebooks`.
  ///
  /// - Throws: `UsageError` or `SettingError` where the options name what is not there, `ResultsError`
  ///   where the program does not carry a source.
  static func plans(
    for notebooks: [any Notebook.Type], options: RunOptions, sources: ProgramSources
  ) throws -> [RunPlan] {
    let profile = try options.results.chosenProfile()
    let data = try DataChoice(options.results.data).name
    let overrides = try SettingOverride.all(parsing: options.overrides)
    try check(overrides, against: notebooks)
    var plans: [RunPlan] = []
    for type in notebooks {
      let keys = type.init().settings.map(\.key)
      let own = overrides.filter { override in
        override.notebook.map { $0 == type.name } ?? keys.contains(override.key)
      }
      plans.append(
        try RunPlan(
          of: type, profile: profile, data: data, seed: options.seed, overrides: own,
          goal: try options.results.folder(of: type.name), sources: sources))
    }
    return plans
  }

  /// Plans a run of `type`.
  ///
  /// - Throws: `SettingError` where an override does not fit, `ResultsError` where the program does not carry
  ///   the source.
  init(
    of type: any Notebook.Type, profile: Profile, data: String, seed: UInt64,
    overrides: [SettingOverride], goal: String, sources: ProgramSources
  ) throws {
    let notebook = try type.make(profile: profile, overrides: overrides)
    let source = try sources.source(of: type)
    let settings = notebook.settings.map { key, setting in
      RecordedSetting(
        key: key, description: setting.description, value: setting.scalar,
        preset: setting.value(at: profile))
    }
    self.notebook = notebook
    minutes = notebook.minutes(at: profile)
    identity = RunIdentity(
      notebook: type.name, title: type.title, summary: type.summary, seed: seed, profile: profile,
      data: data, sourceName: source.name, settings: settings)
    self.source = source
    self.sources = sources
    self.goal = goal
  }

  /// Every override must reach a notebook that runs.
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
