import ArgumentParser
import Digits
import Exploration
import Notebooks
import Platform
import Records
import Tensors

/// Writes the trained networks of runs as web pages.
struct ExploreCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Write a web page in which the trained networks of a run draw, with the same bits.",
    discussion: """
      The page is one file, explore.html beside the report: it needs no server, no network and nothing of this \
      program. It takes the networks from log.h5, and computes with the kernels that trained them. That of manifolds \
      trains: two small networks learn again in the page, step by step.

      EXAMPLES:
        experiments explore vae
        experiments explore gan vae-gan --data mnist
      """)

  @Argument(help: "The notebooks, or all that can be explored.")
  var name: [String]

  @OptionGroup var options: ResultOptions

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run(in session: Session) throws -> Int32 {
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let workers = ThreadPool(threads: ThreadPool.processorCount)
    let loader = DataLoader(try DataChoice(options.data), on: workers, reporter: reporter)
    let runs = try options.runs(of: session.notebooks(name), data: try loader.name())
    let isAll = name.contains("all")
    for (notebook, identity) in runs {
      let folder = options.folder(of: identity)
      let page = "\(folder)/explore.html"
      // Of all notebooks those are meant that have been run.
      if isAll, !Files.exists("\(folder)/log.h5") { continue }
      reporter.live("\(folder): writing a page")
      do {
        let record = try LogReader(folder: folder, purpose: "explore").record(reporter)
        let exploration = try ExplorationPage(record) {
          try judge(of: loader, session, reporter)
        } grid: { side, latent in
          LatentGrid(side: side, dimensions: latent).codes.values
        }
        try Files.replace(page, with: Array(exploration.text.utf8))
        for shortcoming in exploration.shortcomings {
          reporter.message("\(folder): \(shortcoming)")
        }
        reporter.clear()
        session.print(page)
      } catch let error as ExplorationError {
        reporter.clear()
        if isAll {
          reporter.message("\(type(of: notebook).name): \(error)")
          continue
        }
        throw ResultsError("explore", folder, error.description)
      }
    }
    return ExitStatus.success
  }

  /// The judge that is kept for the digits; nil where there is none, and the page does without it.
  private func judge(
    of loader: DataLoader, _ session: Session, _ reporter: ProgressReporter
  ) throws -> RunRecord? {
    let store = JudgeStore(
      folder: JudgeStore.cacheFolder(), librarySHA256: session.sources.trainingSHA256)
    do {
      return try store.record(of: loader.digits(), options.chosenProfile(), reporter: reporter)
    } catch let error as ResultsError {
      reporter.message("the page does without a judge: \(error)")
      return nil
    }
  }
}
