/// How much two pictures differ. Where they have different sizes, their upper left corners lie on each
/// other, and a pixel that only one of them has counts as changed by 255.
public struct PixelDifference: Sendable, Equatable {
  /// A rectangle of whole pixels.
  public struct Box: Sendable, Equatable {
    /// The upper left corner.
    public let x: Int, y: Int
    /// The size in pixels, at least 1×1.
    public let width: Int, height: Int
  }

  /// The size that holds both pictures.
  public let width: Int, height: Int
  /// Pixels with any difference.
  public let changed: Int
  /// The greatest difference of a channel, 0 to 255.
  public let greatest: Int
  /// The mean absolute difference over all channels of all pixels, 0 to 255.
  public let mean: Double
  /// The root of the mean squared difference over all channels of all pixels, 0 to 255.
  public let rootMeanSquare: Double
  /// The smallest rectangle with all changes; nil where the pictures are equal.
  public let box: Box?

  /// The share of pixels that changed, 0 to 1.
  public var share: Double { Double(changed) / Double(width * height) }

  /// Compares two pictures.
  public init(_ old: Bitmap, _ new: Bitmap) {
    let width = max(old.width, new.width)
    let height = max(old.height, new.height)
    let common = (width: min(old.width, new.width), height: min(old.height, new.height))
    var sums = Sums()
    for y in 0..<common.height { sums.add(row: y, of: old, new, width: common.width) }
    // What only one of the pictures has: to the right of the common part, and below it.
    if width > common.width {
      sums.addMissing(x: common.width..<width, y: 0..<height)
    }
    if height > common.height {
      sums.addMissing(x: 0..<common.width, y: common.height..<height)
    }
    self.width = width
    self.height = height
    changed = sums.changed
    greatest = sums.greatest
    let channels = Double(3 * width * height)
    mean = Double(sums.absolute) / channels
    rootMeanSquare = (Double(sums.squares) / channels).squareRoot()
    box =
      sums.changed == 0
      ? nil
      : Box(
        x: sums.left, y: sums.top, width: sums.right - sums.left + 1,
        height: sums.bottom - sums.top + 1)
  }

  /// What is counted while walking over the pixels; all in whole numbers.
  private struct Sums {
    var changed = 0, greatest = 0, absolute = 0, squares = 0
    var left = Int.max, right = -1, top = Int.max, bottom = -1

    mutating func add(row y: Int, of old: Bitmap, _ new: Bitmap, width: Int) {
      let before = self
      old.pixels.withUnsafeBufferPointer { old_ in
        new.pixels.withUnsafeBufferPointer { new_ in
          var (from, to) = (3 * y * old.width, 3 * y * new.width)
          for x in 0..<width {
            let red = abs(Int(old_[from]) - Int(new_[to]))
            let green = abs(Int(old_[from + 1]) - Int(new_[to + 1]))
            let blue = abs(Int(old_[from + 2]) - Int(new_[to + 2]))
            from += 3
            to += 3
            if red | green | blue == 0 { continue }
            changed += 1
            greatest = max(greatest, red, green, blue)
            absolute += red + green + blue
            squares += red * red + green * green + blue * blue
            left = min(left, x)
            right = max(right, x)
          }
        }
      }
      if changed > before.changed {
        top = min(top, y)
        bottom = max(bottom, y)
      }
    }

    mutating func addMissing(x: Range<Int>, y: Range<Int>) {
      let pixels = x.count * y.count
      if pixels == 0 { return }
      changed += pixels
      greatest = 255
      absolute += pixels * 3 * 255
      squares += pixels * 3 * 255 * 255
      left = min(left, x.lowerBound)
      right = max(right, x.upperBound - 1)
      top = min(top, y.lowerBound)
      bottom = max(bottom, y.upperBound - 1)
    }
  }
}
