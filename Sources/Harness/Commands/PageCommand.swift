import ArgumentParser
import Foundation
import Pages
import Platform
import Records
import Tensors
import Weaving

/// Writes reports, and the index, as web pages.
struct PageCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Write reports as web pages with formulas and pictures in them.",
    discussion: """
      A page is one file, report.html beside the report: it needs no server, no network and nothing of this program. It is made \
      of the report and its figures; no log is needed. Formulas are set, and animations can be stopped and gone through.

      Without a name it writes the index, index.html in the folder of results, and a page of everything to which that leads, of \
      all data sets.

      EXAMPLES:
        experiments page
        experiments page vae gan --data mnist
      """)

  @Argument(help: "The notebooks, or all that have been run with these options.")
  var name: [String] = []

  @OptionGroup var options: ResultOptions

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run(in session: Session) throws -> Int32 {
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let output = options.output
    let files = try name.isEmpty ? everything() : reports(in: session, reporter)
    for file in files {
      reporter.live("\(output)/\(file): writing a page")
      try checkWhole((file as NSString).deletingLastPathComponent)
      let page = ResultPage(of: file, in: output) { other in
        files.contains(other) || Files.exists("\(output)/\(ResultPage.path(of: other))")
      }
      let path = "\(output)/\(ResultPage.path(of: file))"
      try Files.replace(path, with: Array(try page.text.utf8))
      reporter.clear()
      session.print(path)
    }
    return ExitStatus.success
  }

  /// The index, and what it leads to.
  private func everything() throws -> [String] {
    let usual = try ResultOptions.parse([])
    guard options.data == usual.data, options.profile == usual.profile,
      options.seed == usual.seed, options.overrides.isEmpty
    else {
      throw UsageError(
        description:
          "without a notebook, pages are made of the index and all that it leads to; name "
          + "notebooks, or all, for one data set, profile, seed or setting")
    }
    guard Files.exists("\(options.output)/README.md") else {
      throw ResultsError(
        "make pages of", options.output, "there is no README.md", hint: "run a notebook first")
    }
    return try ResultPage.files(from: "README.md", in: options.output)
  }

  /// The reports of the notebooks that are named.
  private func reports(
    in session: Session, _ reporter: ProgressReporter
  ) throws -> [String] {
    let workers = ThreadPool(threads: 1)
    let loader = DataLoader(try DataChoice(options.data), on: workers, reporter: reporter)
    let runs = try options.runs(of: session.notebooks(name), data: try loader.name())
    let files = runs.map { "\($0.identity.group)/\($0.identity.folder)/report.md" }
    // Of all notebooks those are meant that have been run.
    return name.contains("all") ? files.filter { Files.exists("\(options.output)/\($0)") } : files
  }

  /// Refuses a report that is not as it was woven.
  private func checkWhole(_ place: String) throws {
    let folder = "\(options.output)/\(place)"
    guard Files.exists("\(folder)/metrics.json"), Files.exists("\(folder)/report.md") else {
      return
    }
    let damage =
      if let metrics = try? Metrics.read("\(folder)/metrics.json") {
        ResultsIntegrity.firstDamageOfReport(of: metrics, in: folder)
      } else {
        "metrics.json is none of this program"
      }
    if let damage {
      throw ResultsError(
        "make a page of", folder, damage,
        hint: "make it again with `experiments render`, or restore it from git")
    }
  }
}
