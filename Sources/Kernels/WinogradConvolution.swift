/// A convolution with a 3 × 3 kernel, stride 1 and `same` padding by the minimal filtering algorithm
/// F(4 × 4, 3 × 3) of Winograd, after Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks"
/// (2015).
///
/// A *tile* of four by four outputs is computed at once from the six by six inputs under it: kernel and
/// inputs are mapped to 36 numbers each, of which only products of one with one are summed over the channels,
/// a quarter of the products of a direct sum. Tiles stick out below and right of an image whose size is no
/// multiple of four; what is outside an image is zero. Rounding errors are some ten times those of
/// `Convolution`, so this is an operation of its own with an order of its own. `Winograd` has the maps.
///
/// Shapes are those of `Convolution`.
public struct WinogradConvolution: Sendable, Equatable {
  /// The number of images.
  public var images: Int
  /// The rows and columns of an image.
  public var height: Int, width: Int
  /// The channels of an input image.
  public var inChannels: Int
  /// The channels of an output image.
  public var outChannels: Int

  /// Makes a convolution from its sizes, all of which are at least 1.
  public init(images: Int, height: Int, width: Int, inChannels: Int, outChannels: Int) {
    self.images = images
    self.height = height
    self.width = width
    self.inChannels = inChannels
    self.outChannels = outChannels
  }

  private func pixels(_ channels: Int) -> PixelGrid {
    PixelGrid(images: images, height: height, width: width, channels: channels, scale: 1)
  }

  /// The pass from the inputs to the outputs.
  private var pass: WinogradPass<ThreeTaps> {
    WinogradPass(source: pixels(inChannels), target: pixels(outChannels), before: 1)
  }

  /// `output = epilogue(input ∗ kernel)`.
  ///
  /// Each of a tile's 36 sums is one chain of fma from +0 over the products in ascending input channel, and
  /// +0 added at the end; then the map to the tile's outputs; then the epilogue.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    pass.forward(input, kernel, into: output, epilogue, on: workers)
  }

  /// The gradient with respect to the input: as `forward`, of the output's gradient with the kernel turned
  /// around and its channels exchanged.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    pass.inputGradient(outputGradient, kernel, into: inputGradient, on: workers)
  }

  /// The gradient with respect to the kernel.
  ///
  /// Each of a kernel element's 36 sums is one chain of fma from +0 over the products in ascending tile
  /// (image, row, column), and +0 added at the end; then the map to the kernel.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    pass.kernelGradient(input, outputGradient, into: kernelGradient, on: workers)
  }
}

extension Convolution {
  /// The same convolution by minimal filtering, where that is faster: for a 3 × 3 kernel with stride 1, at
  /// least 32 channels on both sides, and a product of both of at least 32 · 64. With 32 to 32 the maps take as long
  /// as the products that they save, and `Convolution` rounds less.
  public var winograd: WinogradConvolution? {
    guard kernelHeight == 3, kernelWidth == 3, stride == 1,
      inChannels >= 32, outChannels >= 32, inChannels * outChannels >= 2048
    else { return nil }
    return WinogradConvolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels)
  }
}
