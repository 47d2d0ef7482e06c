import ArgumentParser
import Digits
import Foundation
import Platform
import Tensors

/// Describes, fetches or exports a data set.
struct DataCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Describe, fetch or export a data set.",
    discussion: """
      Without options: checks the data set and tells what it has.

      A folder holds four IDX files of 28×28 pictures and their labels, raw or gzip, under the names of MNIST, KMNIST, \
      EMNIST or QMNIST. Of several data sets in a folder one is chosen by what its files' names begin with: \
      gzip/emnist-letters. In files whose names begin with "emnist-" rows and columns have changed places, as EMNIST is \
      published; they are turned back.

      EXAMPLES:
        experiments data strokes --export /tmp/strokes
        experiments data mnist --fetch
        experiments data ~/fashion-mnist
      """)

  @Argument(help: ArgumentHelp("The data set.", valueName: "strokes|mnist|folder"))
  var name: String

  @Flag(help: "Download it first, if it is not there (mnist only).")
  var fetch = false

  @Option(
    help: ArgumentHelp("Write it as four IDX files.", valueName: "folder"), completion: .directory)
  var export: String?

  func validate() throws { try PathOption.validate(export, of: "--export") }

  func run(in session: Session) async throws -> Int32 {
    let choice = try DataChoice(name)
    let reporter = ProgressReporter(session.console)
    if fetch {
      guard choice == .mnist else {
        throw UsageError(description: "--fetch: only mnist can be downloaded")
      }
      try await MNISTFetch(console: session.console).run()
    }
    let workers = ThreadPool(threads: ThreadPool.processorCount)
    let digits = try DataLoader(choice, on: workers, reporter: reporter).digits()
    session.print(Self.description(of: digits))
    if let export {
      try digits.export(to: export)
      session.print("exported to \(export)")
    }
    return ExitStatus.success
  }

  /// Counts, labels and digest.
  static func description(of data: DigitData) -> String {
    func line(_ name: String, _ digits: DigitSet) -> String {
      var counts = [Int](repeating: 0, count: digits.classes)
      for label in digits.labels { counts[Int(label)] += 1 }
      let ink = digits.images.reduce(0) { $0 + Int($1) }
      let mean = Double(ink) / Double(max(1, digits.images.count)) / 255
      return "  \(name)  \(digits.count) digits of \(digits.height)×\(digits.width), "
        + "mean grey \(NumberText.rounded(mean, digits: 3)), per label "
        + counts.map(String.init).joined(separator: " ")
    }
    return [
      data.name, line("training", data.train), line("test    ", data.test),
      "  SHA-256   \(data.sha256)",
    ].joined(separator: "\n")
  }
}
