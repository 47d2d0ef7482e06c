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
  /// strictly greater. A NaN wins; of several, the last.
  public func forward(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachWindow(on: workers) { window, first, right, below in
      let window = window * channels
      forEachCoveringVector(channels) { channel, width in
        let pixel = input + first + channel
        var greatest = load(pixel, channels: width)
        @inline(__always) func meet(_ offset: Int) {
          let value = load(pixel + offset, channels: width)
          greatest.replace(with: value, where: (value .> greatest) .| (value .!= value))
        }
        if right > 0 { meet(right) }
        if below > 0 { meet(below) }
        if right > 0 && below > 0 { meet(below + right) }
        store(greatest, output + window + channel, channels: width)
      }
    }
  }

  /// Hands each window's gradient to the element that won it; the others get +0.
  public func backward(
    _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>,
    _ outputGradient: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachWindow(on: workers) { window, first, right, below in
      let window = window * channels
      forEachCoveringVector(channels) { channel, width in
        let greatest = load(output + window + channel, channels: width)
        // What is handed out is gone: a later equal element gets +0.
        var gradient = load(outputGradient + window + channel, channels: width)
        @inline(__always) func meet(_ offset: Int) {
          let isWinner = load(input + first + channel + offset, channels: width) .== greatest
          let share = Vector().replacing(with: gradient, where: isWinner)
          gradient.replace(with: 0, where: isWinner)
          store(share, inputGradient + first + channel + offset, channels: width)
        }
        meet(0)
        if right > 0 { meet(right) }
        if below > 0 { meet(below) }
        if right > 0 && below > 0 { meet(below + right) }
      }
    }
  }

  /// The element of `values` at the place that won each window: the pullback of `backward`.
  ///
  /// - Parameters:
  ///   - input: [images, height, width, channels], as are `values`.
  ///   - output: what `forward` made of the input, [images, outHeight, outWidth, channels], as is `selected`.
  ///   - values: [images, height, width, channels].
  ///   - selected: receives one value for each window.
  ///   - workers: the threads that share the work; their number changes no bit.
  public func select(
    _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, _ values: UnsafePointer<Float>,
    into selected: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachWindow(on: workers) { window, first, right, below in
      let window = window * channels
      forEachCoveringVector(channels) { channel, width in
        let greatest = load(output + window + channel, channels: width)
        var winner = Vector()
        // From the last place to the first, which wins.
        @inline(__always) func meet(_ offset: Int) {
          let place = first + channel + offset
          let isWinner = load(input + place, channels: width) .== greatest
          winner.replace(with: load(values + place, channels: width), where: isWinner)
        }
        if right > 0 && below > 0 { meet(below + right) }
        if below > 0 { meet(below) }
        if right > 0 { meet(right) }
        meet(0)
        store(winner, selected + window + channel, channels: width)
      }
    }
  }

  /// Calls `body` for every window with its number, the place of its first pixel in the input, and the
  /// distances from there to the pixel at its right and the one below; 0 where there is none.
  @inline(__always)
  func forEachWindow(
    on workers: Workers,
    _ body: (_ window: Int, _ first: Int, _ right: Int, _ below: Int) -> Void
  ) {
    workers.run(images * outHeight) { task in
      let (image, outRow) = task.quotientAndRemainder(dividingBy: outHeight)
      let below = 2 * outRow + 1 < height ? width * channels : 0
      for outColumn in 0..<outWidth {
        let first = ((image * height + 2 * outRow) * width + 2 * outColumn) * channels
        let right = 2 * outColumn + 1 < width ? channels : 0
        body(task * outWidth + outColumn, first, right, below)
      }
    }
  }
}
