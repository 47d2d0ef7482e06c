import ArgumentParser
import Platform
import Records
import Tensors
import Weaving

/// Makes figures, report and metrics again from the log.
struct RenderCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Make figures and report again from the log, without training."
  )

  @Argument(help: "The notebooks, or all.")
  var name: [String]

  @OptionGroup var options: ResultOptions

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run(in session: Session) throws -> Int32 {
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let workers = ThreadPool(threads: ThreadPool.processorCount)
    let loader = DataLoader(try DataChoice(options.data), on: workers, reporter: reporter)
    let runs = try options.runs(of: session.notebooks(name), data: try loader.name())
    var metrics: [Metrics] = []
    for (_, identity) in runs {
      let folder = options.folder(of: identity)
      metrics.append(try Rerendering(folder: folder, reporter: reporter).run())
      session.print("\(folder)/report.md")
    }
    try ResultPages.update(
      options.output, order: session.names, after: runs.map(\.identity), metrics
    ) {
      reporter.message($0)
    }
    return ExitStatus.success
  }
}
