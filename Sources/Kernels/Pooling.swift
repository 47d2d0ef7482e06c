/// Max-pooling over 2 × 2 windows with stride 2 and `same` padding: an odd last row or column forms
/// windows of its own.
public struct MaxPooling: Sendable, Equatable {
  /// The number of images, their rows, columns and channels; [images, height, width, channels].
  public var images: Int, height: Int, width: Int, channels: Int

  /// Makes a max-pooling from the sizes of its input.
  public init(images: Int, height: Int, width: Int, channels: Int) {
    self.images = images
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The rows of an output image.
  public var outHeight: Int { (height + 1) / 2 }
  /// The columns of an output image.
  public var outWidth: Int { (width + 1) / 2 }

  /// The greatest element of each window; the first one in raster order stays unless a later one is
  /// strictly greater. A NaN that comes first wins; a later one loses.
  public func forward(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    workers.run(images * outHeight) { task in
      let (image, outRow) = task.quotientAndRemainder(dividingBy: outHeight)
      for outColumn in 0..<outWidth {
        let window = (task * outWidth + outColumn) * channels
        forEachChannelVector { channel, width in
          var greatest = Vector()
          forEachPixel(image, outRow, outColumn) { offset, isFirst in
            let value = load(input + offset + channel, first: width)
            greatest = isFirst ? value : greatest.replacing(with: value, where: value .> greatest)
          }
          store(greatest, output + window + channel, first: width)
        }
      }
    }
  }

  /// Hands each window's gradient to the element that won it; the others get +0.
  public func backward(
    _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>,
    _ outputGradient: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    workers.run(images * outHeight) { task in
      let (image, outRow) = task.quotientAndRemainder(dividingBy: outHeight)
      for outColumn in 0..<outWidth {
        let window = (task * outWidth + outColumn) * channels
        forEachChannelVector { channel, width in
          let greatest = load(output + window + channel, first: width)
          // What is handed out is gone: a later equal element gets +0.
          var gradient = load(outputGradient + window + channel, first: width)
          forEachPixel(image, outRow, outColumn) { offset, _ in
            let value = load(input + offset + channel, first: width)
            let share = gradient.replacing(with: 0, where: value .!= greatest)
            gradient = gradient.replacing(with: 0, where: value .== greatest)
            store(share, inputGradient + offset + channel, first: width)
          }
        }
      }
    }
  }

  /// Calls `body` with the first channel and the width of vectors that cover all channels. The last one of
  /// sixteen or more channels overlaps the one before: what is computed twice comes out the same.
  @inline(__always)
  private func forEachChannelVector(_ body: (_ channel: Int, _ width: Int) -> Void) {
    if channels < lanes { return body(0, channels) }
    for channel in stride(from: 0, to: channels, by: lanes) {
      body(min(channel, channels - lanes), lanes)
    }
  }

  /// Calls `body` with the offset of each pixel of a window, in raster order.
  @inline(__always)
  private func forEachPixel(
    _ image: Int, _ outRow: Int, _ outColumn: Int, _ body: (_ offset: Int, _ isFirst: Bool) -> Void
  ) {
    for row in 2 * outRow..<min(2 * outRow + 2, height) {
      for column in 2 * outColumn..<min(2 * outColumn + 2, width) {
        body(
          ((image * height + row) * width + column) * channels,
          row == 2 * outRow && column == 2 * outColumn)
      }
    }
  }
}
