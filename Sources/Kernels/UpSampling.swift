/// Up-sampling by two in both directions, each pixel repeated (nearest neighbour).
public struct UpSampling: Sendable, Equatable {
  /// The number of images, their rows, columns and channels; [images, height, width, channels].
  public var images: Int, height: Int, width: Int, channels: Int

  /// Makes an up-sampling from the sizes of its input.
  public init(images: Int, height: Int, width: Int, channels: Int) {
    self.images = images
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Every pixel becomes four: output [images, 2 · height, 2 · width, channels].
  ///
  /// - Parameters:
  ///   - input: [images, height, width, channels].
  ///   - output: receives the enlarged images.
  ///   - dropout: what happens to the output then, by a mask and the stream that decides as it says; or nothing.
  ///   - workers: the threads that share the work; their number changes no bit.
  public func forward(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
    dropout: (mask: DropoutMask, stream: RandomStream)? = nil, on workers: Workers
  ) {
    forEachPart(on: workers) { lines, _ in
      for line in lines {
        let source = input + line * inputLine
        let upper = output + line * outputLines
        let lower = upper + outputLines / 2
        for column in 0..<width {
          let left = 2 * column * channels
          forEachVector(channels) { channel, count in
            let pixel = load(source + column * channels + channel, channels: count)
            store(pixel, upper + left + channel, channels: count)
            store(pixel, upper + left + channels + channel, channels: count)
            store(pixel, lower + left + channel, channels: count)
            store(pixel, lower + left + channels + channel, channels: count)
          }
        }
      }
      if let dropout {
        let first = lines.lowerBound * outputLines
        dropout.mask.apply(
          output + first, into: output + first, from: first, count: lines.count * outputLines,
          using: dropout.stream, on: .serial)
      }
    }
  }

  /// The four gradients of each pixel, added in raster order: ((a + b) + c) + d.
  ///
  /// - Parameters:
  ///   - outputGradient: [images, 2 · height, 2 · width, channels].
  ///   - dropout: the mask that made the output, and the output; if there was one.
  ///   - inputGradient: receives the sums, [images, height, width, channels].
  ///   - workers: the threads that share the work; their number changes no bit.
  public func backward(
    _ outputGradient: UnsafePointer<Float>,
    dropout: (mask: DropoutMask, output: UnsafePointer<Float>)? = nil,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachPart(room: dropout == nil ? 0 : linesPerPart * outputLines, on: workers) { lines, room in
      let first = lines.lowerBound * outputLines
      var gradient = outputGradient + first
      if let dropout {
        dropout.mask.pullback(
          gradient, output: dropout.output + first, into: room, count: lines.count * outputLines,
          on: .serial)
        gradient = UnsafePointer(room)
      }
      for line in lines {
        let upper = gradient + (line - lines.lowerBound) * outputLines
        let lower = upper + outputLines / 2
        let target = inputGradient + line * inputLine
        for column in 0..<width {
          let left = 2 * column * channels
          forEachVector(channels) { channel, count in
            let a = load(upper + left + channel, channels: count)
            let b = load(upper + left + channels + channel, channels: count)
            let c = load(lower + left + channel, channels: count)
            let d = load(lower + left + channels + channel, channels: count)
            store(((a + b) + c) + d, target + column * channels + channel, channels: count)
          }
        }
      }
    }
  }

  /// The floats of an input line, and of the two output lines that come from it.
  private var inputLine: Int { width * channels }
  private var outputLines: Int { 4 * inputLine }

  /// So many that the outputs of a part are a multiple of the elements about which one draw of a dropout decides, and stay in a
  /// core's cache between the one and the other.
  private var linesPerPart: Int { DropoutMask.elementsPerDraw / 4 }

  /// Calls `body` with consecutive input lines of all images, and with working memory of `room` floats.
  @inline(__always)
  private func forEachPart(
    room: Int = 0, on workers: Workers,
    _ body: (_ lines: Range<Int>, _ room: UnsafeMutablePointer<Float>) -> Void
  ) {
    let lines = images * height
    workers.run(divideRoundingUp(lines, linesPerPart), room: room) { task, room in
      body(task * linesPerPart..<min((task + 1) * linesPerPart, lines), room)
    }
  }
}
