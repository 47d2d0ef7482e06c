/// Which of two adversaries a training step moves.
public enum Adversary: String, CaseIterable, Sendable {
  /// The network that tells pictures from digits.
  case discriminator = "d"
  /// The network, or networks, that draw the pictures.
  case generator = "g"
}

extension Lab {
  /// Repeats a training step until the loss that it returns meets a goal: how adversaries are kept in balance.
  ///
  /// The loss is the one before the step's update, so at least one step is made.
  ///
  /// - Parameters:
  ///   - adversary: whom the step moves, by which `bench` names it.
  ///   - limit: the greatest number of steps, at least 1.
  ///   - isReached: whether a loss meets the goal; after such a step there is no other.
  ///   - step: makes one step and returns its loss.
  /// - Returns: how many steps were made, and the loss of the last.
  public func repeatStep(
    of adversary: Adversary, atMost limit: Int, until isReached: (Float) -> Bool,
    step: () throws -> Float
  ) rethrows -> (count: Int, loss: Float) {
    func make() throws -> Float {
      if let clock { return try clock.time(adversary, step) }
      return try step()
    }
    var loss = try make()
    var count = 1
    while count < limit && !isReached(loss) {
      loss = try make()
      count += 1
    }
    return (count, loss)
  }
}
