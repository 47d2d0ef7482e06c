import Kernels
import Notebooks
import Platform

/// How fast this machine runs notebooks.
struct Pace: Equatable {
  /// How many times as long as the machine that notebooks' minutes were measured on it takes.
  let factor: Double
  let source: Source

  /// What tells how fast the machine is.
  enum Source: String {
    case ownRuns = "its earlier runs here"
    case otherRuns = "earlier runs here"
    case step = "a training step"
  }

  /// A time for people: `about 36 s, judged by earlier runs here`.
  func about(minutes: Double) -> String {
    "about \(Self.rounded(minutes * factor)), judged by \(source.rawValue)"
  }

  /// A duration with two digits, since more would pretend to be exact: `1.8 s`, `36 s`, `6.8 min`, `15 h`.
  static func rounded(_ minutes: Double) -> String {
    let units = [("s", 1.0), ("min", 60), ("h", 3600), ("days", 86_400)]
    let seconds = minutes * 60
    // Sixty of a unit are written as one of the next.
    let (name, length) = units.last { seconds >= 0.995 * $0.1 } ?? units[0]
    let value = seconds / length
    return value < 9.95
      ? "\(NumberText.rounded((value * 10).rounded() / 10)) \(name)"
      : "\(NumberText.rounded(value.rounded())) \(name)"
  }
}

/// Finds out how fast this machine is: from what runs took here, else from a training step, which is timed once.
final class PaceFinder {
  private let runs: EarlierRuns
  private let workers: Workers
  private var measured: Pace?

  /// - Parameter output: The folder of earlier results.
  init(output: String, catalogue: [any Notebook.Type], workers: Workers) {
    runs = EarlierRuns(in: output, of: catalogue, threads: workers.count)
    self.workers = workers
  }

  /// The pace for a notebook.
  ///
  /// - Throws: `NonFiniteError` if the training step breaks down.
  func pace(of notebook: String) throws -> Pace {
    try runs.factor(of: notebook).map { Pace(factor: $0, source: .ownRuns) } ?? pace()
  }

  /// The pace for any notebook.
  ///
  /// - Throws: `NonFiniteError` if the training step breaks down.
  func pace() throws -> Pace {
    if let factor = runs.factor { return Pace(factor: factor, source: .otherRuns) }
    if let measured { return measured }
    let factor = try PaceStep.seconds(on: workers) / PaceStep.referenceSeconds
    let pace = Pace(factor: factor, source: .step)
    measured = pace
    return pace
  }
}
