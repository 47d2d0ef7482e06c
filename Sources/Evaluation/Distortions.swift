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

  /// Images [n, height · width · channels], each pixel the mean of itself and those of its eight neighbours that there are.
  ///
  /// - Parameter size: the size of the images.
  public func blurred(_ size: ImageShape) -> Tensor {
    reshaped([shape[0], size.height, size.width, size.channels])
      .averagePooled(size: 3, stride: 1).reshaped(shape)
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
