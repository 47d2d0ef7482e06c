import Kernels

/// A step of a trained network: what it makes of a batch, with parameters that it takes from the network's in order.
///
/// Images are [n, height, width, channels]; a row of numbers is an image of one pixel. Convolutions and poolings have
/// `same` padding. Each operation gives the bits of the tensor operation that training uses.
public enum Operation: Sendable, Equatable {
  /// `activation(x · weights + bias)`, parameters weights [inputs, outputs] and bias [outputs]. All numbers of an image
  /// are its inputs.
  case dense(inputs: Int, outputs: Int, Activation)
  /// `activation(x ∗ kernel + bias)`, parameters kernel [size, size, inputs, outputs] and bias [outputs].
  case convolution(size: Int, stride: Int, inputs: Int, outputs: Int, Activation)
  /// The same of images that are up-sampled by two first.
  case upSampledConvolution(size: Int, inputs: Int, outputs: Int, Activation)
  /// `activation(x ∗ᵀ kernel + bias)`, which makes images `stride` times as large; parameters kernel [size, size, outputs,
  /// inputs] and bias [outputs].
  case transposedConvolution(size: Int, stride: Int, inputs: Int, outputs: Int, Activation)
  /// (x − mean) / √(variance + ε) · scale + offset in each channel; parameters scale, offset, mean and variance.
  case batchNormalization(channels: Int, epsilon: Float)
  /// A function of every element.
  case activation(Activation)
  /// The greatest of every 2 × 2 window.
  case maxPooling
  /// Every pixel four times.
  case upSampling
  /// The same numbers as images of another size.
  case reshape(height: Int, width: Int, channels: Int)
  /// A 1 at the label and 0 elsewhere as `classes` more channels of every pixel.
  case labels(classes: Int)
  /// `factor · x + offset`, rounded once.
  case scaling(factor: Float, offset: Float)
  /// The rows of an image become channels: pixel (i, j, k) becomes (1, j, i · channels + k). So some images, one behind the other
  /// as the rows of one, are seen at once.
  case packing
  /// All numbers of an image as logits of as many classes: their probabilities.
  case softmax
}

extension Operation {
  /// The number of parameters that the operation takes.
  public var parameterCount: Int {
    switch self {
    case .dense(let inputs, let outputs, _): inputs * outputs + outputs
    case .convolution(let size, _, let inputs, let outputs, _),
      .upSampledConvolution(let size, let inputs, let outputs, _),
      .transposedConvolution(let size, _, let inputs, let outputs, _):
      size * size * inputs * outputs + outputs
    case .batchNormalization(let channels, _): 4 * channels
    case .activation, .maxPooling, .upSampling, .reshape, .labels, .scaling, .packing,
      .softmax:
      0
    }
  }

  /// The size of an image after the operation; nil where it does not fit one of this size.
  public func shape(after shape: Shape) -> Shape? {
    switch self {
    case .dense(let inputs, let outputs, _):
      return shape.count == inputs ? Shape(1, 1, outputs) : nil
    case .convolution(_, let stride, let inputs, let outputs, _):
      guard shape.channels == inputs, stride > 0 else { return nil }
      return Shape(
        (shape.height + stride - 1) / stride, (shape.width + stride - 1) / stride, outputs)
    case .upSampledConvolution(let size, let inputs, let outputs, _):
      guard shape.channels == inputs, size % 2 == 1 else { return nil }
      return Shape(2 * shape.height, 2 * shape.width, outputs)
    case .transposedConvolution(_, let stride, let inputs, let outputs, _):
      guard shape.channels == inputs, stride > 0 else { return nil }
      return Shape(stride * shape.height, stride * shape.width, outputs)
    case .batchNormalization(let channels, _): return shape.channels == channels ? shape : nil
    case .activation, .scaling, .softmax: return shape
    case .maxPooling: return Shape((shape.height + 1) / 2, (shape.width + 1) / 2, shape.channels)
    case .upSampling: return Shape(2 * shape.height, 2 * shape.width, shape.channels)
    case .reshape(let height, let width, let channels):
      let new = Shape(height, width, channels)
      return new.count == shape.count ? new : nil
    case .labels(let classes):
      return Shape(shape.height, shape.width, shape.channels + classes)
    case .packing: return Shape(1, shape.width, shape.height * shape.channels)
    }
  }
}

/// The size of an image.
public struct Shape: Sendable, Equatable {
  /// Rows, columns, and numbers in each pixel.
  public let height: Int, width: Int, channels: Int

  /// A size of at least one number.
  public init(_ height: Int, _ width: Int, _ channels: Int) {
    require(
      height > 0 && width > 0 && channels > 0, "no image has \(height) × \(width) × \(channels)")
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Numbers in an image.
  public var count: Int { height * width * channels }
}
