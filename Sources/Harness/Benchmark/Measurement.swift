import Notebooks

/// What the bench has found out about one kind of work.
struct Measurement: Equatable {
  /// `vae`, `gan_d`, `strokes` ….
  let name: String
  /// The digits of a training step.
  var batchSize: Int?
  /// The seconds of each measurement.
  let seconds: [Double]
  /// Floating-point operations, where they are counted.
  var operations: Int?
  /// The bytes that all tensors of the run have taken, and how many of them since the first measurement.
  var tensorBytes: Int?
  var tensorGrowth: Int?
  /// How often it was measured again because something else took a part of the processors, and whether it did so in the end, too.
  var repetitions = 0
  var isDisturbed = false
  /// The nanoseconds that two threads waited for each other before or after it, whichever was longer.
  var roundTrip: Double?

  /// The middle one of the seconds, or the mean of the two in the middle.
  var median: Double {
    let sorted = seconds.sorted()
    guard !sorted.isEmpty else { return .nan }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
  /// The least of the seconds.
  var least: Double { seconds.min() ?? .nan }
  /// The greatest of the seconds.
  var greatest: Double { seconds.max() ?? .nan }
  /// Floating-point operations a second.
  var rate: Double? { operations.map { Double($0) / median } }
}

/// The names of training steps.
enum StepName {
  /// `vaegan_d` for the discriminator's step of `vae-gan`, `vae` for the only step of `vae`.
  static func name(notebook: String, _ adversary: Adversary? = nil) -> String {
    notebook.filter { $0 != "-" } + (adversary.map { "_\($0.rawValue)" } ?? "")
  }
}
