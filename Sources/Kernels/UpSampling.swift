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
  public func forward(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let rowLength = 2 * width * channels
    workers.run(images * height) { line in
      let source = input + line * width * channels
      let target = output + line * 2 * rowLength
      for column in 0..<width {
        let pixel = source + column * channels
        for copy in 0..<2 {
          (target + (2 * column + copy) * channels).update(from: pixel, count: channels)
        }
      }
      (target + rowLength).update(from: target, count: rowLength)
    }
  }

  /// The four gradients of each pixel, added in raster order: ((a + b) + c) + d.
  public func backward(
    _ outputGradient: UnsafePointer<Float>, into inputGradient: UnsafeMutablePointer<Float>,
    on workers: Workers
  ) {
    let rowLength = 2 * width * channels
    workers.run(images * height) { line in
      let upper = outputGradient + line * 2 * rowLength
      let lower = upper + rowLength
      let target = inputGradient + line * width * channels
      for column in 0..<width {
        let left = 2 * column * channels
        let right = left + channels
        for channel in 0..<channels {
          target[column * channels + channel] =
            ((upper[left + channel] + upper[right + channel]) + lower[left + channel])
            + lower[right + channel]
        }
      }
    }
  }
}
