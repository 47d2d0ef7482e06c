import Kernels

/// What an operation computes, in words that other programs can read: what it is and its constants, but not its operands.
///
/// The vocabulary is that of the factories below. Convolutions and poolings have TensorFlow's `same` padding; images are
/// [n, height, width, channels].
public struct OperationDescription: Equatable, Sendable {
  /// A constant of an operation.
  public enum Constant: Equatable, Sendable {
    /// A whole number: a stride, an axis.
    case int(Int)
    /// A real number: a slope, an ε.
    case number(Float)
    /// A word: the name of an activation.
    case text(String)
    /// Whole numbers: axes.
    case ints([Int])
    /// Whether something is so.
    case flag(Bool)
  }

  /// What it is: `dense`, `convolution`.
  public let kind: String
  /// Its constants by name.
  public let constants: [String: Constant]

  init(_ kind: String, _ constants: [String: Constant] = [:]) {
    self.kind = kind
    self.constants = constants
  }

  /// The same with the constants of an activation.
  private func with(_ activation: Activation) -> OperationDescription {
    var constants = constants
    switch activation {
    case .identity: constants["activation"] = .text("identity")
    case .relu: constants["activation"] = .text("relu")
    case .leakyReLU(let slope):
      constants["activation"] = .text("leaky-relu")
      constants["slope"] = .number(slope)
    case .elu: constants["activation"] = .text("elu")
    case .sigmoid: constants["activation"] = .text("sigmoid")
    case .tanh: constants["activation"] = .text("tanh")
    }
    return OperationDescription(kind, constants)
  }
}

extension OperationDescription {
  private static let same = Constant.text("same")

  /// `activation(x · weights + bias)` of x, weights [in, out] and bias [out].
  static func dense(_ activation: Activation) -> Self { Self("dense").with(activation) }

  /// `activation(x ∗ kernel + bias)` of x, kernel [row, column, in, out] and bias [out].
  static func convolution(stride: Int, _ activation: Activation) -> Self {
    Self("convolution", ["padding": same, "stride": .int(stride)]).with(activation)
  }

  /// The same and then `maxPooling`.
  static func pooledConvolution(stride: Int, _ activation: Activation) -> Self {
    Self("pooled-convolution", ["padding": same, "stride": .int(stride)]).with(activation)
  }

  /// `activation(x ∗ᵀ kernel + bias)` of x, kernel [row, column, out, in] and bias [out]: images grow by `stride`.
  static func transposedConvolution(stride: Int, _ activation: Activation) -> Self {
    Self("transposed-convolution", ["padding": same, "stride": .int(stride)]).with(activation)
  }

  /// `activation(upSampling(x) ∗ kernel + bias)`, operands as those of `convolution`.
  static func upSampledConvolution(_ activation: Activation) -> Self {
    Self("up-sampled-convolution", ["padding": same]).with(activation)
  }

  /// (x − mean) / √(variance + epsilon) · scale + offset, of x, mean, variance, scale and offset.
  static func batchNormalization(epsilon: Float) -> Self {
    Self("batch-normalization", ["epsilon": .number(epsilon)])
  }

  /// The same with the mean and the biased variance of each channel of each image, of x, scale and offset.
  static func instanceNormalization(epsilon: Float) -> Self {
    Self("instance-normalization", ["epsilon": .number(epsilon)])
  }

  /// An activation by itself.
  static func activation(_ activation: Activation) -> Self { Self("activation").with(activation) }

  /// The greatest of every 2 × 2 window.
  static var maxPooling: Self { Self("max-pooling", ["padding": same]) }

  /// Means over windows; pixels of the padding are not counted.
  static func averagePooling(size: Int, stride: Int) -> Self {
    Self("average-pooling", ["padding": same, "size": .int(size), "stride": .int(stride)])
  }

  /// Every pixel four times.
  static var upSampling: Self { Self("up-sampling") }

  /// [n, h, w, scale² · c] to [n, scale · h, scale · w, c], a block's pixels being the slower part of the channels.
  static func pixelShuffle(scale: Int) -> Self { Self("pixel-shuffle", ["scale": .int(scale)]) }

  /// The same elements with another shape.
  static var reshape: Self { Self("reshape") }

  /// Axis a of the result is axis `axes[a]` of the operand.
  static func transpose(_ axes: [Int]) -> Self { Self("transpose", ["axes": .ints(axes)]) }

  /// The operands one after another along an axis.
  static func concatenation(axis: Int) -> Self { Self("concatenation", ["axis": .int(axis)]) }

  /// What lies from `start` to before `end` along an axis.
  static func slice(_ range: Range<Int>, axis: Int) -> Self {
    Self(
      "slice", ["start": .int(range.lowerBound), "end": .int(range.upperBound), "axis": .int(axis)])
  }

  /// The elements repeated to a greater shape, by NumPy's rules.
  static var broadcast: Self { Self("broadcast") }

  /// `factor · x + offset`.
  static func scaling(factor: Float, offset: Float) -> Self {
    Self("scaling", ["factor": .number(factor), "offset": .number(offset)])
  }

  /// A sum, difference, product or quotient of two operands, which broadcast by NumPy's rules.
  static func arithmetic(_ operation: BinaryOperation) -> Self {
    switch operation {
    case .sum: Self("sum")
    case .difference: Self("difference")
    case .product: Self("product")
    case .quotient: Self("quotient")
    }
  }

  /// A function of each element: `exponential`, `square-root`, `square`, `absolute`, `softplus`.
  static func function(_ name: String) -> Self { Self(name) }

  /// The logarithm of x + offset.
  static func logarithm(offset: Float) -> Self {
    Self("logarithm", ["offset": .number(offset)])
  }

  /// x limited to a range, of which one end may be infinite.
  static func clamping(_ limits: ClosedRange<Float>) -> Self {
    var constants: [String: Constant] = [:]
    if limits.lowerBound.isFinite { constants["minimum"] = .number(limits.lowerBound) }
    if limits.upperBound.isFinite { constants["maximum"] = .number(limits.upperBound) }
    return Self("clamping", constants)
  }

  /// The sum over some neighbouring axes, which stay at length 1.
  static func axisSum(_ axes: Range<Int>) -> Self {
    Self("axis-sum", ["axes": .ints([Int](axes))])
  }

  /// The product of two matrices, either of which may be given transposed.
  static func matrixProduct(transposed: Bool, otherTransposed: Bool) -> Self {
    Self(
      "matrix-product",
      ["transposed": .flag(transposed), "other-transposed": .flag(otherTransposed)])
  }
}
