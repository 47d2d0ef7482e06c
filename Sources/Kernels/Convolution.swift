/// The sizes of a two-dimensional convolution with TensorFlow's `same` padding.
///
/// Images are [images, height, width, inChannels] in row-major order, kernels
/// [kernelHeight, kernelWidth, inChannels, outChannels], outputs
/// [images, outHeight, outWidth, outChannels] with `outHeight` = ⌈height / stride⌉. The padding that makes
/// this true is split evenly; the odd row or column goes below and right. Padding counts for nothing: its
/// elements are left out of every sum.
public struct Convolution: Sendable, Equatable {
  /// The number of images.
  public var images: Int
  /// The rows and columns of an input image.
  public var height: Int, width: Int
  /// The channels of an input image.
  public var inChannels: Int
  /// The channels of an output image.
  public var outChannels: Int
  /// The rows and columns of the kernel.
  public var kernelHeight: Int, kernelWidth: Int
  /// The distance between neighbouring positions of the kernel, in both directions.
  public var stride: Int

  /// Makes a convolution from its sizes, all of which are at least 1.
  public init(
    images: Int, height: Int, width: Int, inChannels: Int, outChannels: Int,
    kernelHeight: Int, kernelWidth: Int, stride: Int
  ) {
    self.images = images
    self.height = height
    self.width = width
    self.inChannels = inChannels
    self.outChannels = outChannels
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.stride = stride
  }

  /// The rows of an output image.
  public var outHeight: Int { divideRoundingUp(height, stride) }
  /// The columns of an output image.
  public var outWidth: Int { divideRoundingUp(width, stride) }
  /// The floats of all input images.
  public var inputCount: Int { images * height * width * inChannels }
  /// The floats of all output images.
  public var outputCount: Int { images * outHeight * outWidth * outChannels }
  /// The floats of the kernel.
  public var kernelCount: Int { kernelHeight * kernelWidth * inChannels * outChannels }

  /// The rows of padding above an image.
  var paddingTop: Int { max(0, (outHeight - 1) * stride + kernelHeight - height) / 2 }
  /// The columns of padding left of an image.
  var paddingLeft: Int { max(0, (outWidth - 1) * stride + kernelWidth - width) / 2 }
}
