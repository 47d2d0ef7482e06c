import Kernels

/// Other images made of those of a set, pixel by pixel in integers: the sources of translations and of pictures to be
/// completed or enlarged. Labels and styles stay.
extension DigitSet {
  /// The mean of each block of `side` × `side` pixels, rounded to the nearest level, halves upwards:
  /// [height / side, width / side, channels]. Height and width are multiples of `side`.
  public func blockMeans(of side: Int, on workers: Workers) -> DigitSet {
    require(
      side > 0 && height.isMultiple(of: side) && width.isMultiple(of: side),
      "blocks of \(side) × \(side) pixels in images of \(shape)")
    let (width, channels) = (width, channels)
    let small = ImageShape(height: height / side, width: width / side, channels: channels)
    return mapImages(to: small, on: workers) { image, mean in
      for place in 0..<small.size {
        let (pixel, channel) = place.quotientAndRemainder(dividingBy: channels)
        let (row, column) = pixel.quotientAndRemainder(dividingBy: small.width)
        var sum = 0
        for y in row * side..<(row + 1) * side {
          for x in column * side..<(column + 1) * side {
            sum += Int(image[(y * width + x) * channels + channel])
          }
        }
        mean[place] = UInt8((2 * sum + side * side) / (2 * side * side))
      }
    }
  }

  /// The upper half of each image, rows 0 to height / 2 − 1, above empty ground.
  public func upperHalves(on workers: Workers) -> DigitSet {
    let kept = height / 2 * width * channels
    return mapImages(to: shape, on: workers) { $1.update(from: $0, count: kept) }
  }

  /// The greatest of the nine pixels around each and at it, those outside being left out: thicker strokes.
  public func dilated(on workers: Workers) -> DigitSet { filtered(on: workers) { max($0, $1) } }

  /// The least of the nine pixels around each and at it, those outside being left out: thinner strokes.
  public func eroded(on workers: Workers) -> DigitSet { filtered(on: workers) { min($0, $1) } }

  /// What each image has more than that of `other` in the same place, 0 where it has less. So digits dilated less
  /// themselves are hollow digits, and digits dilated less digits eroded are outlines.
  public func subtracting(_ other: DigitSet) -> DigitSet {
    require(
      shape == other.shape && count == other.count,
      "\(other.count) images of \(other.shape) taken from \(count) images of \(shape)")
    return withImages(zip(images, other.images).map { $0 > $1 ? $0 - $1 : 0 }, shape)
  }

  /// One pixel of each 3 × 3 neighbourhood, channel by channel.
  private func filtered(
    on workers: Workers, _ choose: (UInt8, UInt8) -> UInt8
  ) -> DigitSet {
    let (height, width, channels) = (height, width, channels)
    return mapImages(to: shape, on: workers) { image, result in
      for row in 0..<height {
        for column in 0..<width {
          for channel in 0..<channels {
            var chosen = image[(row * width + column) * channels + channel]
            for y in max(0, row - 1)...min(height - 1, row + 1) {
              for x in max(0, column - 1)...min(width - 1, column + 1) {
                chosen = choose(chosen, image[(y * width + x) * channels + channel])
              }
            }
            result[(row * width + column) * channels + channel] = chosen
          }
        }
      }
    }
  }
}
