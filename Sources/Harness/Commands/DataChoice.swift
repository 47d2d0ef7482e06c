import Digits
import Foundation
import Kernels
import Platform

/// The data set that the command line names.
enum DataChoice: Equatable, Sendable {
  /// Digits that the program draws.
  case strokes
  /// The original MNIST, from the cache folder.
  case mnist
  /// Four IDX files.
  case folder(String)

  /// Reads `strokes`, `mnist` or the path of a folder.
  init(_ word: String) throws(UsageError) {
    switch word {
    case "strokes": self = .strokes
    case "mnist": self = .mnist
    case _ where try Self.isFolder(word): self = .folder(word)
    default:
      throw UsageError(
        description: "no data \(word.quoted)."
          + Suggestion.sentence(for: word, among: Self.builtIn)
          + " There are: strokes, mnist, or the path of a folder with four IDX files")
    }
  }

  private static func isFolder(_ word: String) throws(UsageError) -> Bool {
    do throws(DigitsError) {
      return try DigitData.isThere(at: word)
    } catch {
      throw UsageError(description: "\(error)")
    }
  }

  /// What people call the data; see ``DataLoader/name()`` for the name of its folder of results.
  var word: String {
    switch self {
    case .strokes: "strokes"
    case .mnist: "mnist"
    case .folder(let path): (path as NSString).lastPathComponent
    }
  }

  /// Names that mean one data set each.
  static let builtIn = ["strokes", "mnist"]

  /// Reads or draws the digits.
  func load(on workers: Workers) throws -> DigitData {
    switch self {
    case .strokes:
      return Self.strokes(train: Strokes.trainCount, test: Strokes.testCount, on: workers)
    case .mnist: return try MNIST.load()
    case .folder(let path): return try DigitData(contentsOf: path)
    }
  }

  /// Draws the first training and test digits of the built-in data set.
  static func strokes(train: Int, test: Int, on workers: Workers) -> DigitData {
    let strokes = Strokes(seed: strokesSeed)
    let firstTest = Strokes.trainCount
    return DigitData(
      name: DataChoice.strokes.word, train: strokes.draw(0..<train, on: workers),
      test: strokes.draw(firstTest..<firstTest + test, on: workers))
  }

  /// The built-in data set is one data set, whatever `--seed` a notebook runs with.
  private static let strokesSeed: UInt64 = 0
}

/// Reads a data set at the first call and keeps it for the notebooks that follow.
final class DataLoader {
  let choice: DataChoice
  private let workers: Workers
  private let reporter: ProgressReporter
  private var loaded: DigitData?

  init(_ choice: DataChoice, on workers: Workers, reporter: ProgressReporter) {
    self.choice = choice
    self.workers = workers
    self.reporter = reporter
  }

  /// The digits, under the name of their folder of results.
  func digits() throws -> DigitData {
    let digits = try unnamedDigits()
    return digits.renamed(try name())
  }

  /// The name of the folder of results: that of the folder of digits, unless it is one of the built-in names, or has
  /// characters that the name of a folder of results should not have. Then the digest of the digits stands in it, so that
  /// no two data sets share a name by chance.
  func name() throws -> String {
    guard case .folder(let path) = choice else { return choice.word }
    let name = DigitData.name(ofFolder: path)
    let folder = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    if name == folder.lastPathComponent && !DataChoice.builtIn.contains(name) { return name }
    let digits = try unnamedDigits()
    if name == DataChoice.mnist.word && digits.isMNIST { return name }
    return "\(name)-\(digits.sha256.prefix(8))"
  }

  private func unnamedDigits() throws -> DigitData {
    if let loaded { return loaded }
    reporter.live("\(choice.word): \(choice == .strokes ? "drawing" : "reading") digits")
    defer { reporter.clear() }
    let digits = try choice.load(on: workers)
    loaded = digits
    return digits
  }
}
