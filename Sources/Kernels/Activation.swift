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
  @inline(__always)
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

  /// The same for the end of a sum: what every layer has comes without a call, anything else with one.
  @inline(__always)
  func finishing(_ sum: Vector) -> Vector {
    switch self {
    case .identity: sum
    case .relu: sum.rectified
    case .leakyReLU(let slope): sum.rectified(slope: slope)
    case .elu, .sigmoid, .tanh: called(sum)
    }
  }

  @inline(never)
  private func called(_ x: Vector) -> Vector { self(x) }

  /// `gradient` times the derivative where the function gave `output`.
  @inline(__always)
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
  @inline(__always)
  var rectified: Vector { replacing(with: 0, where: self .<= 0) }

  /// x for positive x, otherwise slope · x.
  @inline(__always)
  func rectified(slope: Float) -> Vector { replacing(with: slope * self, where: self .<= 0) }
}
