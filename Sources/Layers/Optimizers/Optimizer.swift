import Kernels
import Tensors

/// Moves the parameters of some networks against the gradient of a loss.
public protocol Optimizer: TrainingState {
  /// What the optimiser moves.
  var parameters: [Parameter] { get }

  /// The networks that these belong to: training saves them with the optimiser.
  var networks: [any Network] { get }

  /// The step size; a schedule may change it between steps.
  var learningRate: Float { get set }

  /// Moves the parameters once; `gradients` come in the order of `parameters`.
  func descend(_ gradients: [Tensor])
}

/// What an optimiser of `networks` moves: every parameter once, also one that networks share.
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
  /// Moves the parameters once against the gradient of `loss`, and no others that the loss depends on.
  ///
  /// - Throws: `NonFiniteError` if the loss or a gradient is infinite or NaN, and nothing has moved then; or if
  ///   a parameter has become so.
  public func minimize(_ loss: Tensor) throws(NonFiniteError) {
    ChangeLog.note(self)
    do throws(NonFiniteError) {
      descend(try gradients(of: loss, for: parameters))
      if !parameters.allSatisfy({ $0.value.isFinite }) {
        throw NonFiniteError(operation: "\(type(of: self))", isGradient: false)
      }
    } catch {
      var error = error
      error.networks = networks.map(\.name).joined(separator: " and ")
      throw error
    }
  }
}
