import Kernels
import Tensors

/// Updates the parameters of some networks along the gradient of a loss, so that the loss falls.
public protocol Optimizer: TrainingState {
  /// The parameters that the optimiser updates.
  var parameters: [Parameter] { get }

  /// The networks that these belong to: training saves them with the optimiser.
  var networks: [any Network] { get }

  /// The learning rate; a `LearningRateSchedule` may change it between steps.
  var learningRate: Float { get set }

  /// Updates the parameters once; `gradients` come in the order of `parameters`.
  func descend(_ gradients: [Tensor])
}

/// What an optimiser of `networks` updates: every parameter once, also one that networks share.
///
/// Ends the program with a message where there is none: such an optimiser would move nothing, step by step.
func movedParameters(of networks: [any Network]) -> [Parameter] {
  var seen: Set<ObjectIdentifier> = []
  let parameters = networks.flatMap { $0.parameters }.filter {
    seen.insert(ObjectIdentifier($0)).inserted
  }
  require(
    !parameters.isEmpty,
    "an optimiser has nothing to move: \(networks.map { $0.name }.joined(separator: " and ")) has no parameters"
  )
  return parameters
}

extension Optimizer {
  /// Updates the parameters once by the gradient of `loss`, and no others that the loss depends on.
  ///
  /// - Parameters:
  ///   - loss: one number, whose tape reaches back to the parameters.
  ///   - clipping: limits the gradients first.
  /// - Throws: `NonFiniteError` if the loss or a gradient is infinite or NaN, and nothing has changed then; or if
  ///   a parameter has become so.
  public func minimize(
    _ loss: Tensor, clipping: GradientClipping? = nil
  ) throws(NonFiniteError) {
    ChangeLog.note(self)
    do throws(NonFiniteError) {
      let gradients = try gradients(of: loss, for: parameters)
      descend(try clipping?(gradients) ?? gradients)
      if !parameters.allSatisfy({ $0.value.isFinite }) {
        throw NonFiniteError(operation: "\(type(of: self))", isGradient: false)
      }
    } catch {
      var error = error
      error.networks = networks.map { $0.name }.joined(separator: " and ")
      throw error
    }
  }
}
