/// A convolution of an image that was up-sampled by two in both directions (nearest neighbour), stride 1
/// and `same` padding, computed on the small image.
///
/// Neighbouring kernel elements that fall on the four copies of one pixel act as one: their sum. So a
/// k × k kernel needs ((k + 1) / 2)² products a pixel instead of k²: 9 instead of 25, 4 instead of 9. The
/// sums of neighbours form the *spread kernel* of k + 1 rows and columns, and the whole operation is the
/// input gradient of a convolution with stride 2 whose kernel it is; its input gradient is that
/// convolution's forward pass. This is an order of its own, not that of `UpSampling` and `Convolution`.
///
/// Small images are [images, height, width, inChannels] in row-major order, kernels
/// [kernelHeight, kernelWidth, inChannels, outChannels] with odd height and width, outputs
/// [images, 2 · height, 2 · width, outChannels].
public struct UpSampledConvolution: Sendable, Equatable {
  /// The number of images.
  public var images: Int
  /// The rows and columns of a small image.
  public var height: Int, width: Int
  /// The channels of a small image.
  public var inChannels: Int
  /// The channels of an output image.
  public var outChannels: Int
  /// The rows and columns of the kernel, odd numbers.
  public var kernelHeight: Int, kernelWidth: Int

  /// Makes an up-sampled convolution from its sizes, all of which are at least 1.
  public init(
    images: Int, height: Int, width: Int, inChannels: Int, outChannels: Int,
    kernelHeight: Int, kernelWidth: Int
  ) {
    require(
      kernelHeight % 2 == 1 && kernelWidth % 2 == 1,
      "an up-sampled convolution needs an odd kernel, not \(kernelHeight) × \(kernelWidth)")
    self.images = images
    self.height = height
    self.width = width
    self.inChannels = inChannels
    self.outChannels = outChannels
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
  }

  /// The floats of all small images.
  public var inputCount: Int { images * height * width * inChannels }
  /// The floats of all output images.
  public var outputCount: Int { 4 * images * height * width * outChannels }
  /// The floats of the kernel.
  public var kernelCount: Int { kernelHeight * kernelWidth * inChannels * outChannels }

  /// The convolution with stride 2 from output images to small images, whose kernel is the spread one,
  /// [kernelHeight + 1, kernelWidth + 1, outChannels, inChannels].
  private var shrinking: Convolution {
    Convolution(
      images: images, height: 2 * height, width: 2 * width, inChannels: outChannels,
      outChannels: inChannels, kernelHeight: kernelHeight + 1, kernelWidth: kernelWidth + 1,
      stride: 2)
  }

  /// `output = epilogue(upSampled(input) ∗ kernel)`.
  ///
  /// Every output element is one chain of fma from +0 over the pixels of the small image that it reads, in
  /// ascending (row, column, input channel), and +0 added at the end; then the epilogue. The factor
  /// of a pixel is the sum of the kernel elements that fall on its copies, inside the up-sampled image
  /// or not, added in ascending (row, column) of the kernel, starting with the first.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    shrinking.spread(input, spreadKernel(kernel, on: workers), into: output, epilogue, on: workers)
  }

  /// The gradient with respect to the small image.
  ///
  /// Every element is one chain of fma from +0 over the output pixels that read it, in ascending
  /// (row, column, output channel), and +0 added at the end. The factors are those of `forward`.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    shrinking.forward(
      outputGradient, spreadKernel(kernel, on: workers), into: inputGradient, on: workers)
  }

  /// The gradient with respect to the kernel.
  ///
  /// The gradient with respect to each element of the spread kernel is one chain of fma from +0 over the
  /// pixels of the small images in ascending (image, row, column), and +0 added at the end. A
  /// kernel element's is ((a + b) + c) + d over the four sums that it is part of, in ascending (row, column)
  /// of the spread kernel.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let spread = workers.scratch(shrinking.kernelCount, level: 1)
    shrinking.kernelGradient(outputGradient, input, into: spread, on: workers)
    let (rowSize, pixelSize) = (
      (kernelWidth + 1) * inChannels * outChannels, inChannels * outChannels
    )
    workers.run(kernelHeight * kernelWidth) { tap in
      let (row, column) = tap.quotientAndRemainder(dividingBy: kernelWidth)
      let upper =
        spread + (kernelHeight - 1 - row) * rowSize + (kernelWidth - 1 - column) * pixelSize
      let lower = upper + rowSize
      let target = kernelGradient + tap * pixelSize
      for input in 0..<inChannels {
        for output in 0..<outChannels {
          let place = output * inChannels + input
          target[input * outChannels + output] =
            ((upper[place] + upper[pixelSize + place]) + lower[place]) + lower[pixelSize + place]
        }
      }
    }
  }

  /// The sums of the kernel elements that fall on one pixel, in working memory:
  /// [kernelHeight + 1, kernelWidth + 1, outChannels, inChannels], turned around.
  ///
  /// Element (row, column) of the spread kernel is what pixel 0 of the small image contributes to an output pixel
  /// at −kernelHeight / 2 + row: the kernel's rows `kernelHeight - 1 - row` and the one after it.
  private func spreadKernel(
    _ kernel: UnsafePointer<Float>, on workers: Workers
  ) -> UnsafePointer<Float> {
    let spread = workers.scratch(shrinking.kernelCount, level: 1)
    let pixelSize = inChannels * outChannels
    workers.run((kernelHeight + 1) * (kernelWidth + 1)) { tap in
      let (row, column) = tap.quotientAndRemainder(dividingBy: kernelWidth + 1)
      let target = spread + tap * pixelSize
      var isFirst = true
      for kernelRow in max(0, kernelHeight - 1 - row)..<min(kernelHeight + 1 - row, kernelHeight) {
        for kernelColumn
          in max(0, kernelWidth - 1 - column)..<min(kernelWidth + 1 - column, kernelWidth)
        {
          let source = kernel + (kernelRow * kernelWidth + kernelColumn) * pixelSize
          for input in 0..<inChannels {
            for output in 0..<outChannels {
              let value = source[input * outChannels + output]
              let place = output * inChannels + input
              target[place] = isFirst ? value : target[place] + value
            }
          }
          isFirst = false
        }
      }
    }
    return UnsafePointer(spread)
  }
}
