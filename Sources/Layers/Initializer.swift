import Kernels
import Tensors

/// How the weights of a layer start.
public enum Initializer: Sendable {
  /// Uniform in ±√(6 / (fanIn + fanOut)), Keras's default (Glorot and Bengio, 2010).
  case glorotUniform
  /// Normal with the given standard deviation, as in DCGAN.
  case normal(deviation: Float)
  /// Uniform in ±√(6 / fanIn), for ReLU (He et al., 2015).
  case heUniform
  /// Standard normal, and the layer multiplies its weights by gain / √fanIn in every pass ("equalised learning rate", Karras and others,
  /// 2018): an optimiser whose step does not depend on the gradient's size then moves all layers alike. The paper's gain is √2.
  case equalized(gain: Float)

  /// Initial weights.
  ///
  /// - Parameters:
  ///   - shape: [in, out], or [row, column, in, out] of a convolution.
  ///   - seeds: gives the stream that they are drawn from.
  func weights(_ shape: [Int], using seeds: inout Seeds) -> Tensor {
    let stream = seeds.next()
    let field = shape.dropLast(2).reduce(1, *)
    let fanIn = Float(field * shape[shape.count - 2])
    let fanOut = Float(field * shape[shape.count - 1])
    switch self {
    case .glorotUniform:
      return symmetric(shape, limit: (6 / (fanIn + fanOut)).squareRoot(), using: stream)
    case .heUniform:
      return symmetric(shape, limit: (6 / fanIn).squareRoot(), using: stream)
    case .normal(let deviation):
      return deviation * Tensor.normal(shape, using: stream)
    case .equalized:
      return Tensor.normal(shape, using: stream)
    }
  }

  /// The weights that a layer computes with, from those that it learns.
  func scaled(_ weights: Parameter) -> Tensor {
    guard case .equalized(let gain) = self else { return weights.tensor }
    let fanIn = Float(weights.value.shape.dropLast().reduce(1, *))
    return weights.tensor.scaled(by: gain / fanIn.squareRoot())
  }

  private func symmetric(_ shape: [Int], limit: Float, using stream: RandomStream) -> Tensor {
    Tensor.uniform(shape, using: stream).scaled(by: 2 * limit, plus: -limit)
  }
}
