/// Repeats a training step until the loss that it returns meets a goal: how adversaries are kept in balance.
///
/// The loss is the one before the step's update, so at least one step is made.
///
/// - Parameters:
///   - limit: the greatest number of steps, at least 1.
///   - isReached: whether a loss meets the goal; after such a step there is no other.
///   - step: makes one step and returns its loss.
/// - Returns: how many steps were made, and the loss of the last.
public func repeatStep(
  atMost limit: Int, until isReached: (Float) -> Bool, step: () throws -> Float
) rethrows -> (count: Int, loss: Float) {
  var loss = try step()
  var count = 1
  while count < limit && !isReached(loss) {
    loss = try step()
    count += 1
  }
  return (count, loss)
}
