import ArgumentParser
import Comparisons
import Platform
import Records

/// Finds the commit at which a result changed.
struct BisectCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "bisect",
    abstract: "Find the first commit at which a metric, a figure or a claim changed.",
    usage: "experiments bisect <from> <to> [<notebook> ...] (--metric|--figure|--claim) <name>",
    discussion: """
      Reads what is committed under results/; nothing is run and nothing is checked out. Every commit \
      between the two is looked at, so a result that changed and changed back is found too.

      Ends with 0 if it never changed, 1 if it did, 2 if the history could not be read.

      EXAMPLES:
        experiments bisect HEAD~20 HEAD vae --metric loss/test
        experiments bisect v1 main --data mnist --claim "all ten digits"
      """)

  @Argument(help: "A commit before the change.")
  var from: String

  @Argument(help: "A commit after it.")
  var to: String

  @Argument(help: ArgumentHelp("Only results of these notebooks.", valueName: "notebook"))
  var notebooks: [String] = []

  @Option(help: "The metric, or the series whose last value is meant, as metrics.json names it.")
  var metric: String?

  @Option(help: "The figure, without its folder.")
  var figure: String?

  @Option(help: "The claim's text, or a part that no other claim has.")
  var claim: String?

  @OptionGroup var options: DifferenceOptions

  func validate() throws {
    if [metric, figure, claim].compactMap(\.self).count != 1 {
      throw ValidationError("Give one of --metric, --figure and --claim")
    }
  }

  func run(in session: Session) throws -> Int32 {
    let repository = try Repository(of: options.output)
    let first = try repository.requiredCommit(from)
    let last = try repository.requiredCommit(to)
    let selection = try options.selection(
      notebooks, from: try ResultsTree(of: first, word: from, in: repository),
      to: try ResultsTree(of: last, word: to, in: repository))
    let subject: Subject =
      metric.map { .metric($0) } ?? figure.map { .figure($0) } ?? .claim(claim ?? "")
    let history = ResultsHistory(repository: repository, selection: selection)
    let bisection = Bisection(
      history: history, subject: try history.resolve(subject, at: [first, last]))
    guard let change = try bisection.firstChange(from: first, to: last) else {
      try tellNothing(bisection.subject, session)
      return ExitStatus.success
    }
    let difference = try ResultsComparison(
      from: try history.tree(change.parent), to: try history.tree(change.commit),
      selection: { change.places.contains($0) }
    ).difference()
    try options.show(
      difference, in: session,
      heading: BisectionHeading(subject: bisection.subject, change: change))
    return difference.problems.isEmpty ? ExitStatus.different : ExitStatus.trouble
  }

  private func tellNothing(_ subject: Subject, _ session: Session) throws {
    if options.json {
      session.console.out(try JSON(encoding: NoChange(subject: subject.text)).pretty)
    } else {
      session.print("\(Paint.clean(subject.text)) never changed from \(from) to \(to).")
    }
  }

  /// What `--json` says where nothing changed.
  private struct NoChange: Encodable {
    @NullWhenNil var commit: String?
    let subject: String
  }
}
