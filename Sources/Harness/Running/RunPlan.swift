import Notebooks
import Platform
import Records

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

  /// Plans a run for each of `notebooks` with digits of this name.
  ///
  /// - Throws: `UsageError` or `SettingError` where the options name what is not there, `ResultsError`
  ///   where the program does not carry a source.
  static func plans(
    for notebooks: [any Notebook.Type], options: ResultOptions, data: String,
    sources: ProgramSources
  ) throws -> [RunPlan] {
    try options.runs(of: notebooks, data: data).map { notebook, identity in
      try RunPlan(
        notebook, identity, goal: options.folder(of: identity), sources: sources)
    }
  }

  /// Plans a run.
  ///
  /// - Throws: `ResultsError` where the program does not carry the notebook's source.
  init(
    _ notebook: any Notebook, _ identity: RunIdentity, goal: String, sources: ProgramSources
  ) throws(ResultsError) {
    self.notebook = notebook
    minutes = notebook.minutes(at: identity.profile)
    self.identity = identity
    source = try sources.source(of: type(of: notebook))
    self.sources = sources
    self.goal = goal
  }
}
