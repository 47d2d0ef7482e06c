import ArgumentParser
import Digits
import Foundation
import Platform
import Records
import Tensors

/// Which results are meant: what `render` and `verify` share with `run` and `all`.
struct ResultOptions: ParsableArguments {
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
    parsing: .unconditional, help: "The seed of all random streams.",
    transform: NumberOption.seed.value(of:))
  var seed: UInt64 = 0

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Another value for a setting, as often as you like: epochs=5, or vae.epochs=5 for one of "
        + "several notebooks.", valueName: "key=value"))
  var overrides: [String] = []

  func validate() throws { try PathOption.validate(output, of: "--output") }

  func chosenProfile() throws(UsageError) -> Profile {
    guard let chosen = Profile(rawValue: profile) else {
      throw .unknown("profile", profile, valid: Profile.allCases.map(\.rawValue))
    }
    return chosen
  }
}

/// The options of `run` and `all` besides those of the results. Not a group in this one: in a program built for debugging
/// ArgumentParser checks each group in a group five times as often.
struct RunOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Threads to use; the results do not depend on it. (default: one a processor)",
    transform: NumberOption.threads.value(of:))
  var threads: Int?

  @Flag(
    help: "Skip a notebook whose results are there, from the same source, settings, seed and data.")
  var needed = false

  @Flag(help: "Start at the beginning, even where an interrupted run could go on.")
  var fresh = false

  @Option(
    help: ArgumentHelp(
      "Write events for TensorBoard there while training, in the folder DATA/NAME: the bytes that export writes of the log.",
      valueName: "folder"),
    completion: .directory)
  var tensorboard: String?

  @Flag(help: "Say what would be run, and do nothing.")
  var dryRun = false

  @Flag(help: "Write the results as JSON on standard output.")
  var json = false

  @Flag(help: "End with 1 if a claim fails.")
  var strict = false

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  /// The notebook that this process is to run of those that another one runs; that one reads the outcome.
  @Option(help: .hidden)
  var only: String?

  func validate() throws { try PathOption.validate(tensorboard, of: "--tensorboard") }
}
