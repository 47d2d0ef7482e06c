import ArgumentParser
import Notebooks
import Platform

/// The root of the command line.
struct Experiments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiments",
    abstract: "Runs experiment notebooks whose results are the same bits everywhere.",
    usage: "experiments <command> [options]\nexperiments <notebook> [options]",
    discussion: """
      A notebook trains the networks of one article, logs every number, draws figures and weaves a \
      report. Look at results/README.md after a run.

      EXAMPLES:
        experiments list                       what there is, with settings and times
        experiments all                        every notebook at the standard profile
        experiments vae                        one notebook
        experiments vae --profile smoke        every code path, in seconds
        experiments vae --data mnist --set epochs=5 --output /tmp/try
        experiments all --needed               only what has changed
        experiments render vae                 figures and report again, from the log
        experiments page                       the reports as web pages
        experiments explore vae                its networks at work in a web page
        experiments diff                       what a run has changed, with pictures
        experiments verify vae                 run it again and compare every bit
        experiments sweep vae --seeds 0...4    five seeds, and what differs by chance
        experiments data mnist --fetch         download MNIST once
        experiments export vae --to onnx       its networks for other programs
        experiments new my-net                 a notebook to start from
        experiments bench vae                  how long a training step takes
      """,
    subcommands: [
      AllCommand.self, RunCommand.self, ListCommand.self, RenderCommand.self, PageCommand.self,
      ExploreCommand.self, VerifyCommand.self, DiffCommand.self, BisectCommand.self,
      SweepCommand.self, DataCommand.self, ExportCommand.self, NewCommand.self, BenchCommand.self,
    ])

  @Flag(help: "Show the version, the commit and what the program was built for.")
  var version = false

  /// The words that a command line can begin with.
  static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
  }
}

extension Experiments: SessionCommand {
  /// Without a command there is nothing to do but to tell what can be done.
  func run(in session: Session) throws -> Int32 {
    if version {
      session.print(ProgramVersion.text(of: session.sources))
      return ExitStatus.success
    }
    session.print(Self.helpMessage())
    let width = session.names.map(\.count).max() ?? 0
    session.print("\nNOTEBOOKS:")
    for type in session.catalogue {
      session.print("  \(type.name.padded(to: width))  \(type.title)")
    }
    session.print("\n  See 'experiments help <notebook>' for its settings.")
    return ExitStatus.success
  }
}

/// A command that needs to know the notebooks and where to write.
protocol SessionCommand: ParsableCommand {
  /// Does the work and returns the exit code.
  func run(in session: Session) async throws -> Int32
}
