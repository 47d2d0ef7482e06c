/// The functions that a layer may apply to its sums, each with a derivative that needs only the output.
public enum Activation: Sendable, Equatable {
  /// x
  case identity
  /// max(x, 0); derivative 0 at 0.
  case relu
  /// x for positive x, otherwise slope · x, with a slope above 0; the slope is the derivative at 0.
  case leakyReLU(slope: Float)
  /// x for positive x, otherwise eˣ − 1.
  case elu
  /// 1 / (1 + e⁻ˣ)
  case sigmoid
  /// tanh x
  case tanh

  /// Whether outputs are above zero just where inputs are, and only that decides about the derivative. So it can still
  /// be found when outputs were scaled.
  public var keepsSign: Bool {
    switch self {
    case .identity, .relu, .leakyReLU: true
    case .elu, .sigmoid, .tanh: false
    }
  }

  /// The function, element by element.
  @_transparent
  func callAsFunction(_ x: Vector) -> Vector {
    switch self {
    case .identity: x
    case .relu: x.rectified
    case .leakyReLU(let slope): x.rectified(slope: slope)
    case .elu: x.replacing(with: Elementary.exp(x) - 1, where: x .<= 0)
    case .sigmoid: Elementary.sigmoid(x)
    case .tanh: Elementary.tanh(x)
    }
  }

  /// `gradient` times the derivative where the function gave `output`.
  @_transparent
  func pullback(_ gradient: Vector, output: Vector) -> Vector {
    switch self {
    case .identity: gradient
    case .relu: gradient.replacing(with: 0, where: output .<= 0)
    case .leakyReLU(let slope): gradient.replacing(with: slope * gradient, where: output .<= 0)
    case .elu: gradient.replacing(with: gradient * (output + 1), where: output .<= 0)
    case .sigmoid: gradient * (output * (1 - output))
    case .tanh: gradient * (1 - output * output)
    }
  }
}

extension Vector {
  /// max(x, 0)
  @_transparent
  var rectified: Vector { replacing(with: 0, where: self .<= 0) }

  /// x for positive x, otherwise slope · x.
  @_transparent
  func rectified(slope: Float) -> Vector { replacing(with: slope * self, where: self .<= 0) }
}
