import Kernels

extension DigitSet {
  /// The same labels with other images, each a function of the old one alone.
  ///
  /// - Parameters:
  ///   - shape: the size of the new images.
  ///   - workers: the threads.
  ///   - draw: makes an image, [height, width, channels] of `shape`, which is all 0 before, of an old one.
  func mapImages(
    to shape: ImageShape, on workers: Workers,
    _ draw: (_ old: UnsafePointer<UInt8>, _ new: UnsafeMutablePointer<UInt8>) -> Void
  ) -> DigitSet {
    var result = [UInt8](repeating: 0, count: count * shape.size)
    let imagesPerTask = 256
    images.withUnsafeBufferPointer { images in
      result.withUnsafeMutableBufferPointer { result in
        guard let old = images.baseAddress, let new = result.baseAddress else { return }
        nonisolated(unsafe) let (oldImages, newImages) = (old, new)
        workers.run((count + imagesPerTask - 1) / imagesPerTask) { task in
          for index in task * imagesPerTask..<min((task + 1) * imagesPerTask, count) {
            draw(oldImages + index * self.shape.size, newImages + index * shape.size)
          }
        }
      }
    }
    return withImages(result, shape)
  }
}
