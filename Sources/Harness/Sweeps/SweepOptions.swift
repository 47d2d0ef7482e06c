import ArgumentParser
import Platform
import Records

/// What is swept, and where its results are.
struct SweepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How much work: seconds, minutes, or the article's own schedule.",
      valueName: "smoke|standard|article"),
    completion: .list(Profile.allCases.map(\.rawValue)))
  var profile = Profile.standard.rawValue

  @Option(
    help: ArgumentHelp(
      "The digits: built in, the original, or four IDX files.", valueName: "strokes|mnist|folder"),
    completion: .directory)
  var data = "strokes"

  @Option(
    help: ArgumentHelp("Where results go.", valueName: "folder"), completion: .directory)
  var output = DefaultOutput.folder

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seeds, each once: 0...4 or 0,3,7, or '0..<5', which a shell takes in quotes only. (default: 0...4)",
      valueName: "list"),
    transform: SweepOptions.seeds)
  var seeds = SeedList(first: 5)

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Values for a setting, all of which are tried: learningRate=1e-3,3e-4, or vae.epochs=5,10 for one of several "
        + "notebooks. A comma in a value is written \\,.", valueName: "key=value,…"))
  var overrides: [String] = []

  func validate() throws { try PathOption.validate(output, of: "--output") }

  @Sendable private static func seeds(_ word: String) throws -> SeedList {
    guard let seeds = SeedList(word) else {
      throw ValidationError(
        "expected at most \(SeedList.most) different seeds, as in 0...4, 0,3,7 or '0..<5'")
    }
    return seeds
  }

  /// The words that every run has.
  var commonWords: [String] { ["--profile=\(profile)", "--data=\(data)", "--output=\(output)"] }

  /// The options of a single run.
  ///
  /// - Parameter settings: `key=value` for each of its settings.
  func results(seed: UInt64, settings: [String] = []) throws -> ResultOptions {
    try ResultOptions.parse(
      ["--seed", "\(seed)"] + commonWords + settings.flatMap { ["--set", $0] })
  }
}
