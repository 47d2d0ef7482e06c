import Kernels

/// Signs that training has failed, each a sentence for the report, or nil if there is none.
///
/// They look at what was measured and change nothing. That they are silent proves little; where one speaks,
/// the pictures should be looked at.
public enum TrainingHealth {
  /// A discriminator's loss below this many nats means that it is hardly ever wrong.
  public static let saturatedLoss = 0.05
  /// A diversity below this share of real digits' means that a label's pictures hardly differ.
  ///
  /// Blur takes differences away, too: a VAE of two latents on MNIST keeps a third of them.
  public static let leastDiversity = 0.2

  /// Mode collapse: some labels hardly ever come.
  public static func missingModes(_ histogram: LabelHistogram) -> String? {
    let missing = histogram.missing
    if missing.isEmpty { return nil }
    return """
      Mode collapse: among \(histogram.total) samples the judge finds hardly any \
      \(list(missing)), less than a tenth of an equal share.
      """
  }

  /// Mode collapse within labels: the pictures of a label are almost the same.
  public static func lowDiversity(_ diversity: Diversity, of digits: Diversity) -> String? {
    let low = diversity.relative(to: digits).filter { $0.share < leastDiversity }
    if low.isEmpty { return nil }
    return """
      Mode collapse: samples of \(list(low.map(\.label))) hardly differ from each other; their \
      mean distance is less than a fifth of that between real digits of the label.
      """
  }

  /// Saturation: in the last fifth of training a discriminator was hardly ever wrong, so that hardly any
  /// gradient reached the generator.
  ///
  /// - Parameters:
  ///   - losses: its loss in nats, over epochs or iterations, at least ten.
  ///   - name: what the loss is called.
  ///   - smoothing: how far the target for digits lies below 1; the loss of a discriminator that is never
  ///     wrong is then the entropy of the target.
  public static func saturation(
    _ losses: [Double], _ name: String, smoothing: Double = 0
  ) -> String? {
    saturation(losses, name, leastLoss: surprise(smoothing) + surprise(1 - smoothing))
  }

  /// The same for a discriminator whose least loss is known, in nats: `LabelSmoothing.leastLoss`.
  public static func saturation(
    _ losses: [Double], _ name: String, leastLoss least: Double
  ) -> String? {
    let tail = losses.suffix(losses.count / 5)
    guard losses.count >= 10, let greatest = tail.max(), greatest < least + saturatedLoss else {
      return nil
    }
    return """
      Saturation: \(name) stayed within \(saturatedLoss) nats of its least value for the last \
      \(tail.count) of \(losses.count) values; the discriminator tells all pictures from digits, \
      and the generator's gradients vanish.
      """
  }

  /// Divergence: a loss that should fall ends higher than it began, by means of the first and last fifths.
  ///
  /// - Parameters:
  ///   - losses: the loss over epochs or iterations, at least ten.
  ///   - name: what the loss is called.
  public static func divergence(_ losses: [Double], _ name: String) -> String? {
    let fifth = losses.count / 5
    guard losses.count >= 10 else { return nil }
    if mean(losses.suffix(fifth)) <= mean(losses.prefix(fifth)) { return nil }
    return """
      No convergence: the mean of \(name) over the last \(fifth) of \(losses.count) values is \
      higher than over the first \(fifth).
      """
  }

  /// No convergence: in the second half of training a discriminator did worse on average than one that answers ½ to
  /// everything; the networks overshoot each other.
  ///
  /// - Parameters:
  ///   - losses: its loss of digits and pictures together, by cross-entropy in nats, over epochs or iterations, at least ten.
  ///   - name: what the loss is called.
  public static func worseThanGuessing(_ losses: [Double], _ name: String) -> String? {
    let tail = losses.suffix(losses.count / 2)
    guard losses.count >= 10 else { return nil }
    if mean(tail) <= guessingMargin * guessingLoss { return nil }
    return """
      No convergence: the mean of \(name) over the last \(tail.count) of \(losses.count) values is more \
      than a tenth above \(guessingLoss), the loss of a discriminator that only guesses.
      """
  }

  /// The loss 2 log 2 of a discriminator that answers ½ to all digits and pictures, in nats.
  public static let guessingLoss = 1.386
  /// How many times that loss a discriminator may have that is moved all the while.
  public static let guessingMargin = 1.1

  /// No balance: in the last fifth of training a network hardly ever reached its goal within the steps of its
  /// turn, so the other one has won.
  ///
  /// - Parameters:
  ///   - counts: the mean number of steps in a turn, over periods, at least ten.
  ///   - name: what the number is called.
  ///   - limit: the greatest number of steps in a turn; turns of one step tell nothing.
  public static func imbalance(_ counts: [Double], _ name: String, limit: Int) -> String? {
    let tail = counts.suffix(counts.count / 5)
    guard limit > 1, counts.count >= 10 else { return nil }
    let mean = mean(tail)
    if mean < Double(limit) - 0.1 * Double(limit - 1) { return nil }
    return """
      No balance: over the last \(tail.count) of \(counts.count) values, \(name) is all but always its \
      limit of \(limit); the other network has won.
      """
  }

  /// −p log p in nats, 0 at p = 0.
  private static func surprise(_ share: Double) -> Double {
    share > 0 ? -share * Double(Elementary.log(Float(share))) : 0
  }

  private static func mean(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// `4`, `4 and 9`, `3, 4 and 9`.
  private static func list(_ labels: [UInt8]) -> String {
    let words = labels.map { "\($0)" }
    guard words.count > 1, let last = words.last else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
