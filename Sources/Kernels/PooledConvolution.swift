/// A convolution whose output goes through a dropout, or none, and a max-pooling, all at once: only what the pooling leaves is written
/// to memory, a quarter, and two bits that say which element it was.
///
/// The same bits as `Convolution`, `DropoutMask` and `MaxPooling` one after the other. What the convolution puts out for a few images
/// stays in a core's cache until it is pooled; its gradient, three quarters zeros, is made for a few images at a time, too. (At 256
/// images of 14 × 14 × 128 either would go to memory and back several times, and several threads would wait for
/// each other there.)
public struct PooledConvolution: Sendable {
  private let convolution: Convolution
  private let pooling: MaxPooling

  /// Makes one, if the output channels are a multiple of 32.
  public init?(_ convolution: Convolution) {
    guard convolution.outChannels % DropoutMask.elementsPerDraw == 0 else { return nil }
    self.convolution = convolution
    pooling = MaxPooling(
      images: convolution.images, height: convolution.outHeight, width: convolution.outWidth,
      channels: convolution.outChannels)
  }

  /// The rows of an output image.
  public var outHeight: Int { pooling.outHeight }
  /// The columns of an output image.
  public var outWidth: Int { pooling.outWidth }
  /// The words that say which elements were the greatest of their windows.
  public var winnerWords: Int { pooling.winnerWords }

  /// The floats of a pooled image, the words of its winners, and the floats of an image before pooling.
  private var pooledImage: Int { outHeight * outWidth * convolution.outChannels }
  private var winnerImage: Int { winnerWords / max(1, convolution.images) }
  private var wideImage: Int { convolution.correlation.targetImage }

  private func pooling(images: Int) -> MaxPooling {
    var part = pooling
    part.images = images
    return part
  }

  /// `output = pooled(dropped(epilogue(input ∗ kernel)))`, and the winners.
  ///
  /// - Parameters:
  ///   - input: [images, height, width, inChannels].
  ///   - kernel: [kernelHeight, kernelWidth, inChannels, outChannels].
  ///   - output: receives the greatest of each window, [images, pooled height, pooled width, outChannels].
  ///   - winners: receives where in its window each of them was, two bits an element: `winnerWords` words.
  ///   - epilogue: bias and activation, before the windows are compared.
  ///   - dropout: a mask, and the stream that decides as it says.
  ///   - workers: the threads that share the work; their number changes no bit.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<UInt32>,
    _ epilogue: Epilogue, dropout: (mask: DropoutMask, stream: RandomStream)?,
    on workers: Workers
  ) {
    let correlation = convolution.correlation
    let panels = Panels(
      storage: workers.scratch(correlation.scratchSize), depth: correlation.depth,
      columns: convolution.outChannels)
    panels.pack(kernel, rowStride: convolution.outChannels, columnStride: 1, on: workers)
    // As many images as a tile takes along a row.
    let imagesPerTask = Tile<TileRow>.rows
    workers.run(
      divideRoundingUp(correlation.images, imagesPerTask), room: imagesPerTask * wideImage
    ) { task, room in
      let first = task * imagesPerTask
      var part = correlation
      part.images = min(imagesPerTask, correlation.images - first)
      part.run(
        input + first * part.sourceImage, panels, into: room, epilogue, on: .serial)
      if let dropout {
        dropout.mask.apply(
          room, into: room, from: first * wideImage, count: part.images * wideImage,
          using: dropout.stream, on: .serial)
      }
      pooling(images: part.images).forward(
        room, into: output + first * pooledImage, winners: winners + first * winnerImage,
        on: .serial)
    }
  }

  /// The gradients with respect to the kernel and to the bias.
  ///
  /// - Parameters:
  ///   - input: that of `forward`.
  ///   - winnerGradient: of the elements that won, before dropout and activation: as large as the output.
  ///   - winners: those that `forward` has put out.
  ///   - kernelGradient: receives that of the kernel, of its shape.
  ///   - biasGradient: receives that of the bias, [outChannels].
  ///   - workers: the threads that share the work; their number changes no bit.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ winnerGradient: UnsafePointer<Float>,
    winners: UnsafePointer<UInt32>, into kernelGradient: UnsafeMutablePointer<Float>,
    bias biasGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let pixels = convolution.outHeight * convolution.outWidth
    let sums = RunningColumnSums(
      rows: convolution.images * pixels, out: biasGradient,
      chains: workers.scratch(convolution.outChannels, level: 1))
    convolution.correlation.weightGradient(input, into: kernelGradient, on: workers) {
      images, panels in
      pooling(images: images.count).backward(
        winnerGradient + images.lowerBound * pooledImage,
        winners: winners + images.lowerBound * winnerImage, into: panels, on: workers)
      workers.run(panels.count) { panel in
        let first = panel * panels.rowWidth
        sums.add(
          panels[panel], rows: images.lowerBound * pixels..<images.upperBound * pixels,
          stride: panels.rowWidth, columns: first..<first + panels.width(panel))
      }
      return panels
    }
  }

  /// The gradient with respect to the input.
  public func inputGradient(
    _ winnerGradient: UnsafePointer<Float>, winners: UnsafePointer<UInt32>,
    _ kernel: UnsafePointer<Float>, into inputGradient: UnsafeMutablePointer<Float>,
    on workers: Workers
  ) {
    // Enough for many threads, and little enough for the outermost cache.
    let imagesAtOnce = 32
    let wide = workers.scratch(min(imagesAtOnce, convolution.images) * wideImage, level: 1)
    for first in stride(from: 0, to: convolution.images, by: imagesAtOnce) {
      var part = convolution
      part.images = min(imagesAtOnce, convolution.images - first)
      pooling(images: part.images).backward(
        winnerGradient + first * pooledImage, winners: winners + first * winnerImage, into: wide,
        on: workers)
      part.inputGradient(
        wide, kernel, into: inputGradient + first * part.correlation.sourceImage, on: workers)
    }
  }
}
