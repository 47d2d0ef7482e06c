import Digits
import Foundation
import Kernels

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
          + Suggestion.sentence(for: word, among: ["strokes", "mnist"])
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

  /// The name, which is also that of the folder of results.
  var name: String {
    switch self {
    case .strokes: "strokes"
    case .mnist: "mnist"
    case .folder(let path): DigitData.name(ofFolder: path)
    }
  }

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
      name: DataChoice.strokes.name, train: strokes.draw(0..<train, on: workers),
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

  func digits() throws -> DigitData {
    if let loaded { return loaded }
    reporter.live("\(choice.name): \(choice == .strokes ? "drawing" : "reading") digits")
    defer { reporter.clear() }
    let digits = try choice.load(on: workers)
    loaded = digits
    return digits
  }
}
