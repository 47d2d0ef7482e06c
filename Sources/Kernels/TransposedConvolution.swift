/// The sizes of a two-dimensional transposed convolution with `same` padding, as TensorFlow and Keras
/// (`Conv2DTranspose`) have it: the output has `stride` times as many rows and columns as the input.
///
/// Input pixel (i, j) adds its kernel, weighted by its channels, to the output at rows i · stride − p to
/// i · stride − p + kernelHeight − 1 with p = ⌊max(0, kernelHeight − stride) / 2⌋, and to columns likewise; what falls outside is
/// dropped. An output pixel that no kernel reaches, as with a kernel smaller than the stride, is 0 before the epilogue.
///
/// That is the input gradient of the `Convolution` with the same kernel from output images to input images, and it is computed
/// as such: the pixels of each of the stride² phases (their padded position modulo the stride) are a dense correlation with the
/// part of the kernel that reaches them, so that no inserted zero is multiplied.
///
/// Inputs are [images, height, width, inChannels] in row-major order, kernels
/// [kernelHeight, kernelWidth, outChannels, inChannels], outputs [images, outHeight, outWidth, outChannels].
public struct TransposedConvolution: Sendable, Equatable {
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
  /// The distance between the kernels of neighbouring input pixels in the output, in both directions.
  public var stride: Int

  /// Makes a transposed convolution from its sizes, all of which are at least 1.
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
  public var outHeight: Int { height * stride }
  /// The columns of an output image.
  public var outWidth: Int { width * stride }
  /// The floats of all input images.
  public var inputCount: Int { images * height * width * inChannels }
  /// The floats of all output images.
  public var outputCount: Int { images * outHeight * outWidth * outChannels }
  /// The floats of the kernel.
  public var kernelCount: Int { kernelHeight * kernelWidth * outChannels * inChannels }

  /// The convolution from output images to input images whose input gradient this is.
  public var convolution: Convolution {
    Convolution(
      images: images, height: outHeight, width: outWidth, inChannels: outChannels,
      outChannels: inChannels, kernelHeight: kernelHeight, kernelWidth: kernelWidth, stride: stride)
  }

  /// `output = epilogue(the kernels of all input pixels, added)`.
  ///
  /// Every output element is one chain of fma from +0 over the input pixels that reach it in ascending
  /// (row, column, input channel), and +0 added at the end; then the epilogue.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    convolution.spread(input, kernel, into: output, epilogue, on: workers)
  }

  /// The gradient with respect to the input: `Convolution.forward` of the output's gradient, in its order.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    convolution.forward(outputGradient, kernel, into: inputGradient, on: workers)
  }

  /// The gradient with respect to the kernel: `Convolution.kernelGradient` with input and output exchanged, so every element is
  /// one chain of fma from +0 over the input pixels in ascending (image, row, column), and +0 added at the end.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    convolution.kernelGradient(outputGradient, input, into: kernelGradient, on: workers)
  }
}
