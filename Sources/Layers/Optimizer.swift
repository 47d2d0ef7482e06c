import Tensors

/// Moves the parameters of some networks against the gradient of a loss.
public protocol Optimizer: TrainingState {
  /// What the optimiser moves.
  var parameters: [Parameter] { get }

  /// The step size; a schedule may change it between steps.
  var learningRate: Float { get set }

  /// Moves the parameters once; `gradients` come in the order of `parameters`.
  func descend(_ gradients: [Tensor])
}

extension Optimizer {
  /// Moves the parameters once against the gradient of `loss`, and no others that the loss depends on.
  ///
  /// - Throws: `NonFiniteError` if the loss or a gradient is infinite or NaN; nothing has moved then.
  public func minimize(_ loss: Tensor) throws(NonFiniteError) {
    descend(try gradients(of: loss, for: parameters))
  }
}
