import Notebooks
import Records

/// One run of a sweep: an ordinary run, told by the words that a person would type.
struct SweepTask {
  /// The place in the manifest, from 0.
  let number: Int
  let plan: RunPlan
  /// The words for its seed and settings: `--seed 1 --set epochs=5`.
  let settings: [String]
  private let common: [String]

  /// The folder of the results in the folder of their group, by which people know the run.
  var name: String { plan.identity.folder }

  /// - Throws: `SettingError` where the notebook does not take a setting, `ResultsError` where the program does not carry
  ///   its source.
  init(
    number: Int, of type: any Notebook.Type, seed: UInt64,
    settings: [(key: String, value: Scalar)], options: SweepOptions, data: String,
    sources: ProgramSources
  ) throws {
    self.number = number
    let texts = settings.map { "\($0.key)=\($0.value.text)" }
    self.settings = ["--seed", "\(seed)"] + texts.flatMap { ["--set", $0] }
    common = options.commonWords
    let results = try options.results(seed: seed, settings: texts)
    plan = try RunPlan.plans(for: [type], options: results, data: data, sources: sources)[0]
  }

  /// The words of a run with so many threads that is not done again where its results are there.
  func words(threads: Int) -> [String] {
    settings + common + ["--threads", "\(threads)", "--needed"]
  }

  /// The words of the same run as a process whose outcome another one reads.
  func processWords(threads: Int, isQuiet: Bool) -> [String] {
    let name = plan.identity.notebook
    return ["run", "--only", name, name] + words(threads: threads) + (isQuiet ? ["--quiet"] : [])
  }
}
