import Digits
import Kernels
import Tensors

/// A number for each image, each a task of its own.
///
/// - Parameters:
///   - images: [n, height · width · channels].
///   - shape: the size of each.
///   - measure: gets the number of a channel at column x and row y, 0 outside the picture.
func perImage(
  _ images: Tensor, _ shape: ImageShape,
  _ measure: (_ pixel: (_ x: Int, _ y: Int, _ channel: Int) -> Double) -> Double
) -> [Double] {
  check(images, shape)
  let (height, width, channels) = (shape.height, shape.width, shape.channels)
  return [Double](unsafeUninitializedCapacity: images.shape[0]) { buffer, initialized in
    initialized = images.shape[0]
    buffer.initialize(repeating: 0)
    nonisolated(unsafe) let results = buffer
    images.withElements { elements in
      Engine.current.compute { workers in
        workers.run(results.count) { image in
          let first = image * shape.size
          results[image] = measure { x, y, channel in
            guard x >= 0, x < width, y >= 0, y < height else { return 0 }
            return Double(elements[first + (y * width + x) * channels + channel])
          }
        }
      }
    }
  }
}

/// Makes sure that a tensor holds images of a size, [n, height · width · channels].
func check(_ images: Tensor, _ shape: ImageShape) {
  require(
    images.shape.count == 2 && images.shape[1] == shape.size,
    "images of shape \(images.shape): [n, \(shape.size)] is needed for \(shape)")
}
