import Kernels

/// A learning rate as a function of the step.
///
///     let schedule = LearningRateSchedule.linear(from: 5e-4, steps: 3200, after: 0.5)
///     optimizer.learningRate = schedule(done)
///
/// A schedule is a value and keeps nothing: a training that goes on at a step has that step's rate. For a rate that depends on
/// what is measured, see `PlateauSchedule`.
public enum LearningRateSchedule: Sendable, Hashable {
  /// The same rate at every step.
  case constant(Double)

  /// `from` for the first `after` (a fraction in [0, 1]) of `steps` steps, then on a line towards `to`, which would be reached
  /// by the step after the last one. An `after` of 1 keeps the rate constant.
  case linear(from: Double, to: Double = 0, steps: Int, after: Double = 0)

  /// Half a period of a cosine from `from` to `to` over `steps` steps (Loshchilov and Hutter, 2017, without restarts):
  /// `to + (from − to) · ½ (1 + cos(π · step / steps))`.
  case cosine(from: Double, to: Double = 0, steps: Int)

  /// `initial` until the first boundary, then the rate of the last boundary that the step has reached.
  case piecewise(initial: Double, [Boundary])

  /// From which step on a rate holds.
  public struct Boundary: Sendable, Hashable {
    /// The number of steps before the first one with this rate.
    public var step: Int
    /// The rate from there on.
    public var rate: Double

    /// Makes a boundary.
    public init(step: Int, rate: Double) {
      self.step = step
      self.rate = rate
    }
  }

  /// The rate of the step that has `step` steps before it; after the last step, the last rate.
  public func callAsFunction(_ step: Int) -> Float {
    switch self {
    case .constant(let rate): return Float(rate)
    case .linear(let from, let to, let steps, let after):
      if after >= 1 { return Float(from) }
      let remaining = Double(max(0, steps - step)) / (Double(steps) * (1 - after))
      return Float(to + (from - to) * min(1, remaining))
    case .cosine(let from, let to, let steps):
      let progress = Float(min(step, steps)) / Float(steps)
      let cosine = Double(Elementary.sincos(turns: progress / 2).cos)
      return Float(to + (from - to) * (0.5 * (1 + cosine)))
    case .piecewise(let initial, let boundaries):
      let reached = boundaries.filter { $0.step <= step }.max { $0.step < $1.step }
      return Float(reached?.rate ?? initial)
    }
  }
}
