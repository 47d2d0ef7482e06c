import ArgumentParser
import Digits
import Exports
import Foundation
import Notebooks
import Platform
import Records
import Tensors

/// Writes what a log holds in the formats of other programs.
struct ExportCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write models and logs for other programs, from the log, without training.",
    discussion: """
      FORMATS:
        safetensors  all parameters, for PyTorch, JAX and others
        onnx         every network, for ONNX Runtime, web pages and phones
        numpy        every data set of the log, under its path
        tensorboard  curves, pictures, histograms, settings, codes
        ipynb        the report with its pictures, for Jupyter

      Files go to exports/DATA/NAME beside the results, and have the same bytes every time. onnx needs a log that describes its \
      networks; a notebook does that with lab.save(…, taking: …). all stands for every notebook that has been run and has \
      something for the format, judge for the reader of digits that measures samples, which is taken from the user's cache. \
      README tells how the files are read.

      EXAMPLES:
        experiments export vae --to onnx
        experiments export vae gan --data mnist --to safetensors
        experiments export all --to numpy --into /tmp/exports
        experiments export judge --data mnist --to onnx
        experiments export vae --to onnx --probes 1000
      """)

  @Argument(help: "The notebooks, all, or judge.")
  var name: [String]

  @Option(
    help: ArgumentHelp(
      "The format.", valueName: ExportFormat.allCases.map(\.rawValue).joined(separator: "|")),
    completion: .list(ExportFormat.allCases.map(\.rawValue)))
  var to: String

  @Option(
    help: ArgumentHelp(
      "Where the files go. (default: exports beside the results)", valueName: "folder"),
    completion: .directory)
  var into: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Besides, for each network: so many inputs, rounded up to a multiple of 60, and what this program makes of them.",
      valueName: "count"), transform: NumberOption<Int>(limits: 1...100_000).value(of:))
  var probes: Int?

  @OptionGroup var options: ResultOptions

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func validate() throws { try PathOption.validate(into, of: "--into") }

  func run(in session: Session) throws -> Int32 {
    guard let format = ExportFormat(rawValue: to) else {
      throw UsageError.unknown("format", to, valid: ExportFormat.allCases.map(\.rawValue))
    }
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let workers = ThreadPool(threads: ThreadPool.processorCount)
    var exported = 0
    let loader = DataLoader(try DataChoice(options.data), on: workers, reporter: reporter)
    func write(_ record: RunRecord, to folder: String) throws {
      var files = try format.files(of: record, test: test(record, loader, reporter))
      if files.isEmpty { reporter.message("\(record.identity.notebook) has nothing for \(to)") }
      if let probes {
        files += try Engine(on: workers).withCurrent {
          try Probes.files(of: record, count: probes)
        }
      }
      for file in files {
        let path = "\(into ?? Self.folder(beside: options.output))/\(folder)/\(file.path)"
        try Files.makeFolder((path as NSString).deletingLastPathComponent)
        try Files.replace(path, with: file.bytes)
        session.print(path)
        exported += 1
      }
    }
    let data = try loader.name()
    let notebooks = try session.notebooks(name.filter { $0 != JudgeStore.name })
    let isAll = name.contains("all")
    for (_, identity) in try options.runs(of: notebooks, data: data) {
      let folder = options.folder(of: identity)
      if isAll, !Files.exists("\(folder)/log.h5") { continue }
      let record = try LogReader(folder: folder, purpose: "export").record(reporter)
      guard record.identity.notebook == identity.notebook else {
        throw ResultsError(
          "export", "\(folder)/log.h5", "it is the log of another notebook",
          hint: "run the notebook again")
      }
      do {
        try write(record, to: "\(identity.group)/\(identity.folder)")
      } catch let error as ExportError where isAll {
        reporter.message("\(error)")
      }
    }
    if name.contains(JudgeStore.name) {
      let store = JudgeStore(
        folder: JudgeStore.cacheFolder(), librarySHA256: session.sources.trainingSHA256)
      let record = try store.record(
        of: loader.digits(), options.chosenProfile(), reporter: reporter)
      try write(record, to: "\(record.identity.group)/\(JudgeStore.name)")
    }
    if exported == 0 {
      throw UsageError(
        description: "nothing was exported: \(name.joined(separator: ", ")) left nothing for \(to)")
    }
    return ExitStatus.success
  }

  /// The test digits whose codes a record has, for TensorBoard's projector; nil where it has none, or they are not at hand.
  private func test(
    _ record: RunRecord, _ loader: DataLoader, _ reporter: ProgressReporter
  ) -> DigitSet? {
    guard to == ExportFormat.tensorboard.rawValue, record.arrays["latents/codes"] != nil else {
      return nil
    }
    if let test = try? loader.digits().test(of: record) { return test }
    reporter.message(
      "\(record.identity.notebook): the digits that it was run with are not at hand, so the projector has no pictures of them"
    )
    return nil
  }

  /// `exports` beside a folder of results.
  private static func folder(beside output: String) -> String {
    let parent = (output as NSString).deletingLastPathComponent
    return parent.isEmpty ? "exports" : "\(parent == "/" ? "" : parent)/exports"
  }
}

extension DigitData {
  /// The test digits, if these are the data that a record was made with.
  func test(of record: RunRecord) -> DigitSet? { sha256 == record.dataSHA256 ? test : nil }
}
