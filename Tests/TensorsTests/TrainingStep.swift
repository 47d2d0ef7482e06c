import Kernels
import Tensors
import TestSupport

/// A small network with every kind of operation, large enough that its kernels have several tasks, and
/// its optimisers.
final class TrainingStep {
  private let images: Tensor
  private let labels: Tensor
  let parameters: [Parameter]
  private let means: [GradientAverage]
  private let meanSquares: [GradientAverage]
  private var step: UInt64 = 0

  /// Makes the network on the current engine.
  init() {
    images = Tensor([33, 14, 13, 2], noise(33 * 14 * 13 * 2))
    labels = Tensor([33, 3], noise(99, seed: 2).map { $0 > 0 ? 1 : 0 })
    let shapes = [
      [5, 5, 2, 17], [17], [17], [17], [3, 3, 20, 8], [8], [4 * 4 * 8, 70], [70], [70, 3], [3],
    ]
    parameters = shapes.enumerated().map { index, shape in
      let values = noise(shape.reduce(1, *), seed: UInt64(10 + index))
      return Parameter(Tensor(shape, values.map { 0.2 * $0 }))
    }
    means = parameters.map { GradientAverage(like: $0, startingAt: 0) }
    meanSquares = parameters.map { GradientAverage(like: $0, startingAt: 0) }
  }

  /// One step of Adam; gives the loss before it.
  func callAsFunction() throws -> Float {
    step += 1
    let p = parameters.map(\.tensor)
    let first = images.convolved(with: p[0], bias: p[1], activation: .leakyReLU(slope: 0.25))
      .batchNormalized(moments: nil, scale: p[2], offset: p[3], epsilon: 1e-3).output
      .maxPooled()
      .concatenated(with: labels.tiled(height: 7, width: 7))
    let hidden = first.convolved(with: p[4], bias: p[5], stride: 2, activation: .elu)
      .upSampled().maxPooled().flattened()
      .dense(weights: p[6], bias: p[7], activation: .tanh)
      .droppedOut(rate: 0.3, using: RandomStream(key: 1, step: step))
    let logits = hidden.dense(weights: p[8], bias: p[9])
    let penalty = (hidden * hidden).mean() - logits.activated(.sigmoid).logarithm(plus: 1).mean()
    let loss = logits.crossEntropy(targets: labels).mean() + 0.1 * penalty
    for (index, gradient) in try gradients(of: loss, for: parameters).enumerated() {
      parameters[index].descendAdam(
        gradient, mean: means[index], meanSquare: meanSquares[index], rate: 0.01, beta1: 0.9,
        beta2: 0.999, epsilon: 1e-8)
    }
    return loss.scalar
  }
}
