import Tensors

/// Adam (Kingma and Ba, 2015) as Keras and TensorFlow 1 have it: ε is added to √v, and the bias correction
/// scales the rate. PyTorch corrects v before it adds ε.
public class Adam: Optimizer {
  /// The parameters that the optimiser updates.
  public let parameters: [Parameter]
  /// The networks that these belong to.
  public let networks: [any Network]
  /// The step size before bias correction; a schedule may change it between steps.
  public var learningRate: Float
  private let beta1: Float
  private let beta2: Float
  private let epsilon: Float
  private let weightDecay: Float
  private let means: [GradientAverage]
  private let meanSquares: [GradientAverage]
  // β₁ᵗ and β₂ᵗ as running products: a power would need a library's `pow`.
  private var power1 = 1.0
  private var power2 = 1.0

  /// Makes an optimiser for all parameters of `networks`.
  ///
  /// - Parameters:
  ///   - networks: those whose parameters `minimize` moves; others that a loss depends on stay as they are.
  ///   - learningRate: about the length of a step in each coordinate; above 0.
  ///   - beta1: the decay of the mean gradient, the first moment.
  ///   - beta2: the decay of the mean squared gradient, the second moment.
  ///   - epsilon: added to the root of the mean square; 1e-8 in TensorFlow 1, 1e-7 in Keras today.
  public convenience init(
    for networks: any Network..., learningRate: Float,
    beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8
  ) {
    self.init(
      networks, learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: 0)
  }

  init(
    _ networks: [any Network], learningRate: Float, beta1: Float, beta2: Float, epsilon: Float,
    weightDecay: Float
  ) {
    parameters = movedParameters(of: networks)
    self.networks = networks
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    means = parameters.map { GradientAverage(like: $0, startingAt: 0) }
    meanSquares = parameters.map { GradientAverage(like: $0, startingAt: 0) }
  }

  /// Updates the parameters once.
  public func descend(_ gradients: [Tensor]) {
    ChangeLog.note(self)
    power1 *= Double(beta1)
    power2 *= Double(beta2)
    let correction = (1 - power2).squareRoot() / (1 - power1)
    let rate = Float(Double(learningRate) * correction)
    let keep = Float(1 - Double(learningRate) * Double(weightDecay))
    for (index, gradient) in gradients.enumerated() {
      parameters[index].descendAdam(
        gradient, mean: means[index], meanSquare: meanSquares[index],
        rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, keep: keep)
    }
  }

  /// The averages, the powers of both β and the rate.
  public func exchange(with archive: StateArchive) throws(StateError) {
    for average in means { try archive.exchange("mean", average) }
    for average in meanSquares { try archive.exchange("mean square", average) }
    try archive.exchange("power of beta1", &power1)
    try archive.exchange("power of beta2", &power2)
    try archive.exchange("learning rate", &learningRate)
  }
}

/// Adam with a weight decay apart from the gradient (Loshchilov and Hutter, 2019): at each step every parameter is multiplied by
/// 1 − learning rate · weight decay, unscaled by the gradients' history, before Adam's update is subtracted.
public final class AdamW: Adam {
  /// Makes an optimiser for all parameters of `networks`, biases too.
  ///
  /// - Parameters:
  ///   - networks: those whose parameters `minimize` moves; others that a loss depends on stay as they are.
  ///   - learningRate: about the length of a step in each coordinate; above 0.
  ///   - weightDecay: 0.01 in PyTorch, 0.004 in Keras.
  ///   - beta1: as for `Adam`.
  ///   - beta2: as for `Adam`.
  ///   - epsilon: as for `Adam`.
  public init(
    for networks: any Network..., learningRate: Float, weightDecay: Float = 0.01,
    beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8
  ) {
    super.init(
      networks, learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: weightDecay)
  }
}
