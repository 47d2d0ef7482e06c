import ArgumentParser
import Comparisons
import Platform
import Records

/// Shows what changed between two commits, or a commit and the work tree.
struct DiffCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed in the results between two commits, or since one.",
    usage: "experiments diff [<from> [<to>]] [<notebook> ...] [options]",
    discussion: """
      Compares what is committed under results/; no training and no log is needed. A side is a \
      commit or a folder of results. Without sides the work tree is compared with HEAD, one side is \
      compared with the work tree. A..B means both, A...B what B has changed since it left A.

      Where sweeps over seeds are on both sides, each metric says whether it changed by more than seeds do: by a \
      permutation test of the means, up to p = 0.01, for which it takes five seeds on either side.

      Ends with 0 if nothing changed, 1 if something did, 2 if a file could not be compared.

      EXAMPLES:
        experiments diff                       what a run has just changed
        experiments diff HEAD~1 HEAD vae       what the last commit did to vae
        experiments diff main...HEAD --html /tmp/diff.html
        experiments diff --log results /tmp/a  two folders, with their logs
      """)

  @Argument(
    help: ArgumentHelp(
      "Commits or folders of results, at most two; then notebooks.", valueName: "from|to|notebook"))
  var words: [String] = []

  @Option(
    name: .customLong("notebook"),
    help: ArgumentHelp(
      "Only this notebook, whatever else its name means; as often as you like.", valueName: "name"))
  var notebooks: [String] = []

  @OptionGroup var options: DifferenceOptions

  @Flag(help: "Compare also the logs, data set by data set, where both sides have them.")
  var log = false

  @Flag(help: "End with 0 although something changed.")
  var exitZero = false

  @Flag(help: "End with 1 only if a claim fails that held before or is new.")
  var strict = false

  @Flag(help: "As --strict, but also if a metric gets worse by more than seeds do.")
  var strictMetrics = false

  func run(in session: Session) throws -> Int32 {
    let choice = try SideChoice(
      words, results: options.output, notebooks: session.knownNotebooks(in: options.output))
    let selection = try options.selection(
      choice.names + notebooks, from: choice.from, to: choice.to)
    var difference = try ResultsComparison(
      from: choice.from, to: choice.to, selection: selection
    ).difference()
    if log {
      let logs = LogComparison(from: choice.from, to: choice.to, selection: selection)
      difference = try logs.completed(difference)
    }
    try options.show(difference, in: session)
    if !difference.problems.isEmpty { return ExitStatus.trouble }
    if strictMetrics, difference.isWorseBeyondSeeds { return ExitStatus.different }
    if strict || strictMetrics {
      return difference.hasNewFailure ? ExitStatus.failedClaim : ExitStatus.success
    }
    return difference.isEmpty || exitZero ? ExitStatus.success : ExitStatus.different
  }
}

extension Session {
  /// Names that mean a notebook: those of the catalogue, and those that have results now.
  func knownNotebooks(in folder: String) -> [String] {
    let there = (try? ResultsTree(folder: folder, side: .workTree))?.notebooks.map(\.notebook) ?? []
    return names + Set(there).subtracting(names).sortedByBytes()
  }
}
