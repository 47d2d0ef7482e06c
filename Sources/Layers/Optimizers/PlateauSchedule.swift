import Kernels
import Tensors

/// Lowers a learning rate when a measured value stops improving ("reduce on plateau").
///
/// Part of the training state: to be listed among what a training saves, so that a resumed run lowers the rate at the same step.
public final class PlateauSchedule: TrainingState {
  /// The learning rate now.
  public private(set) var rate: Float
  private let factor: Float
  private let patience: Int
  private let minimum: Float
  private let threshold: Float
  private var best = Float.infinity
  private var waited = 0

  /// Starts a schedule.
  ///
  /// - Parameters:
  ///   - initialRate: the learning rate at first.
  ///   - factor: what the rate is multiplied by, in (0, 1).
  ///   - patience: how many measurements in a row may fail to improve on the best one before the rate falls.
  ///   - minimum: the rate never falls below it.
  ///   - threshold: the relative decrease that counts as an improvement: a value below best · (1 − threshold) for a positive best,
  ///     as PyTorch's `ReduceLROnPlateau` has it.
  public init(
    from initialRate: Float, factor: Float = 0.1, patience: Int = 10, minimum: Float = 0,
    threshold: Float = 1e-4
  ) {
    require(
      factor > 0 && factor < 1, "a plateau lowers the rate by a factor in (0, 1), not \(factor)")
    require(patience >= 0, "a patience is not negative, as \(patience) is")
    rate = initialRate
    self.factor = factor
    self.patience = patience
    self.minimum = minimum
    self.threshold = threshold
  }

  /// Takes a measured value, the lower the better, and returns the rate from here on. A NaN is no improvement.
  @discardableResult
  public func update(_ value: Float) -> Float {
    ChangeLog.note(self)
    if value < best - threshold * abs(best) || (best == .infinity && value < best) {
      best = value
      waited = 0
    } else {
      waited += 1
    }
    if waited > patience {
      rate = max(minimum, rate * factor)
      waited = 0
    }
    return rate
  }

  /// The rate, the best value and how many have not improved on it.
  public func exchange(with archive: StateArchive) throws(StateError) {
    try archive.exchange("learning rate", &rate)
    try archive.exchange("best value", &best)
    try archive.exchange("values without improvement", &waited)
  }
}
