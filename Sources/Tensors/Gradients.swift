import Kernels

/// The gradients of a scalar with respect to parameters, in the parameters' order; zeros for a parameter
/// that the scalar does not depend on. They have no past, so nothing of the way back is kept.
///
/// A tensor used more than once adds up the gradients of its uses, the last use first.
///
/// - Throws: `NonFiniteError` if the loss or a gradient is infinite or not a number.
public func gradients(
  of loss: Tensor, for parameters: [Parameter]
) throws(NonFiniteError) -> [Tensor] {
  let tape = try Tape(from: loss, finite: parameters.map { $0.tensor })
  let seed = Tensor(loss.shape, on: loss.engine) { $0.pointee = 1 }
  let gradients = tape.run(seed: seed)
  if !gradients.allSatisfy({ $0.isFinite }) { throw tape.firstNonFiniteGradient(seed: seed) }
  return gradients
}

/// The gradients of a scalar with respect to tensors that it was computed from, in their order, which are on the tape
/// themselves: a loss may be computed from them, and gradients of that for everything that they depend on.
///
/// The penalty on the gradients of a critic (Gulrajani and others, 2017) at some images, whose gradients for the critic's
/// parameters are second derivatives:
///
///     let images = images.watched
///     let slopes = try gradient(of: critic(images).sum(), withRespectTo: images)
///     let norms = slopes.flattened().squared().sum(along: [1]).squareRoot()
///     let penalty = (norms - 1).squared().mean()
///
/// The numbers are those of `gradients(of:for:)`, but for rounding where an operation goes back in another way
/// (<doc:Derivatives>). An operation with first derivatives only stops the program if the derivative of its gradient is asked
/// for, and says so.
///
/// - Parameters:
///   - output: a tensor with one element.
///   - tensors: results of operations, parameters' tensors, or what `watched` gave; zeros for what `output` does not depend on.
/// - Throws: `NonFiniteError` if the scalar or a gradient is infinite or not a number.
public func gradients(
  of output: Tensor, withRespectTo tensors: [Tensor]
) throws(NonFiniteError) -> [Tensor] {
  for tensor in tensors {
    require(
      tensor.node != nil,
      "nothing remembers what is computed from a constant of shape \(tensor.shape): compute it from `watched`, and give that"
    )
  }
  let tape = try Tape(from: output, finite: tensors)
  // On the tape, so that all gradients are: `recordedPullback` relies on it.
  let seed = Tensor(output.shape, on: output.engine) { $0.pointee = 1 }.watched
  let gradients = tape.recordedRun(seed: seed)
  if !gradients.allSatisfy({ $0.isFinite }) { throw tape.firstNonFiniteGradient(seed: seed) }
  return gradients
}

/// The gradient of a scalar with respect to one tensor; see `gradients(of:withRespectTo:)`.
public func gradient(
  of output: Tensor, withRespectTo tensor: Tensor
) throws(NonFiniteError) -> Tensor {
  try gradients(of: output, withRespectTo: [tensor])[0]
}

extension Tensor {
  /// The same elements as an operand with respect to which gradients may be asked for. Whatever this tensor
  /// depends on, the new one depends on, too.
  public var watched: Tensor {
    guard let node else {
      return Tensor(shape, storage, on: engine, node: Node(leaf: "watched"))
    }
    return Tensor(
      shape, storage, on: engine,
      node: Node("watched", [node], output: storage) { gradient, _, _ in [gradient] })
  }
}

extension Tape {
  /// The tape of a loss that is a finite number.
  fileprivate init(from loss: Tensor, finite targets: [Tensor]) throws(NonFiniteError) {
    require(loss.count == 1, "the gradient of a tensor of shape \(loss.shape) is not defined")
    self.init(from: loss, to: targets)
    if !loss.isFinite { throw firstNonFiniteResult() }
  }
}
