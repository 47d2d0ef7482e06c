/// What is left of a learning rate that stays whole for a part of training and then falls linearly, to reach 0
/// with the last step's end: adversaries circle around each other until their steps get small.
///
/// - Parameters:
///   - done: the number of steps or iterations before this one.
///   - total: how many there are.
///   - start: the share of them after which the rate falls; 1 for never.
public func rateShare(after done: Int, of total: Int, fallingFrom start: Double) -> Double {
  if start >= 1 { return 1 }
  return min(1, Double(total - done) / (Double(total) * (1 - start)))
}
