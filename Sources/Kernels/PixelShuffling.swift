/// Moves channels to pixels and back: a pixel of scale² · channels numbers becomes a block of scale × scale pixels.
///
/// `shuffled[n, h · scale + i, w · scale + j, c] = packed[n, h, w, (i · scale + j) · channels + c]`: TensorFlow's `depth_to_space`. (PyTorch's
/// `PixelShuffle` has the channel first, (c · scale + i) · scale + j: the same after a permutation of the weights before it.)
public struct PixelShuffling: Sendable, Equatable {
  /// The number of images.
  public let images: Int
  /// The rows and columns of a packed image.
  public let height: Int, width: Int
  /// The channels of a shuffled image.
  public let channels: Int
  /// The rows and columns of a block.
  public let scale: Int

  /// Makes a shuffle of images [images, height, width, scale² · channels].
  public init(images: Int, height: Int, width: Int, channels: Int, scale: Int) {
    self.images = images
    self.height = height
    self.width = width
    self.channels = channels
    self.scale = scale
  }

  /// Calls `body` with the distances of runs of `scale · channels` numbers that stay together.
  @inline(__always)
  private func forEachRun(
    on workers: Workers, _ body: (_ packed: Int, _ shuffled: Int, _ length: Int) -> Void
  ) {
    let length = scale * channels
    workers.run(images * height) { line in
      for row in 0..<scale {
        for column in 0..<width {
          body(
            ((line * width + column) * scale + row) * length,
            ((line * scale + row) * width + column) * length, length)
        }
      }
    }
  }

  /// From channels to pixels.
  public func shuffle(
    _ packed: UnsafePointer<Float>, into shuffled: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachRun(on: workers) { (shuffled + $1).update(from: packed + $0, count: $2) }
  }

  /// From pixels to channels.
  public func unshuffle(
    _ shuffled: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachRun(on: workers) { (packed + $0).update(from: shuffled + $1, count: $2) }
  }
}
