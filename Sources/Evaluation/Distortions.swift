import Digits
import Kernels
import Tensors

extension Tensor {
  /// Images [n, height · width] with the pixels of some of their rows set to 0.
  ///
  /// - Parameters:
  ///   - rows: rows of an image, from the top.
  ///   - width: pixels in a row.
  public func erasing(rows: Range<Int>, width: Int) -> Tensor {
    let area = requireImages(width: width)
    require(
      rows.lowerBound >= 0 && rows.upperBound * width <= area,
      "rows \(rows) of images of \(area / width)")
    return Tensor(
      shape,
      values.enumerated().map { rows.contains($0 % area / width) ? 0 : $1 })
  }

  /// Images [n, height · width] moved to the right by half a pixel: each pixel is the mean of itself and its left neighbour, with
  /// 0 outside the image.
  ///
  /// - Parameter width: pixels in a row.
  public func movedRightByHalfAPixel(width: Int) -> Tensor {
    requireImages(width: width)
    let pixels = values
    return Tensor(
      shape,
      pixels.indices.map {
        $0 % width == 0 ? pixels[$0] / 2 : (pixels[$0] + pixels[$0 - 1]) / 2
      })
  }

  /// Images [n, height · width · channels], each pixel the mean of its 3 × 3 neighbourhood with the binomial weights 1, 2, 1 in
  /// rows and in columns, and 0 outside the image. Exact for pixels that are whole numbers up to 255.
  ///
  /// - Parameter size: the size of the images.
  public func blurred(_ size: ImageShape) -> Tensor {
    require(shape.count == 2 && shape[1] == size.size, "\(shape) as images of \(size)")
    let pixels = values, stride = size.width * size.channels
    var result = [Float](repeating: 0, count: pixels.count)
    for image in 0..<shape[0] {
      for row in 0..<size.height {
        for column in 0..<size.width {
          for channel in 0..<size.channels {
            var sum: Float = 0
            for y in max(0, row - 1)...min(size.height - 1, row + 1) {
              for x in max(0, column - 1)...min(size.width - 1, column + 1) {
                let weight = Float((2 - abs(y - row)) * (2 - abs(x - column)))
                let place = image * size.size + y * stride + x * size.channels + channel
                sum += weight * pixels[place]
              }
            }
            result[image * size.size + row * stride + column * size.channels + channel] = sum / 16
          }
        }
      }
    }
    return Tensor(shape, result)
  }

  /// The pixels of an image.
  @discardableResult
  private func requireImages(width: Int) -> Int {
    require(
      shape.count == 2 && width > 0 && shape[1] > 0 && shape[1] % width == 0,
      "\(shape) as images with rows of \(width) pixels")
    return shape[1]
  }
}
