/// What people wait for besides training steps.
enum BenchTask: String, CaseIterable {
  /// Nothing: what is told of every part, whether the processors were free, is all of it.
  case peak
  /// From the start of a run of `vae` with built-in digits to the end of its first training step.
  case start
  /// Drawing the built-in data set.
  case strokes
  /// Reading MNIST from the cache.
  case mnist
  /// Decoding the 15 × 15 digits of a manifold, a frame of an animation, and adding them to the log.
  case frame
  /// Measuring 10,000 samples with labels by everything that reports show, with the judge at hand.
  case evaluation
  /// Writing the log of a run at standard size.
  case log
  /// Drawing the animation of a manifold and writing it as GIF and PNG, in memory.
  case animation
  /// Drawing two animations and a plot and weaving the report, in memory.
  case weaving
  /// `experiments list`, with the start of the program.
  case list
  /// `experiments diff` of the last thirty commits of this folder.
  case diff
  /// The same with its page.
  case diffPage = "diff-page"

  /// The same as text, for help and messages.
  static let names = allCases.map(\.rawValue)
}
