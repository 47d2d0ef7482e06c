import Kernels

/// A picture of red, green and blue bytes.
public struct Bitmap: Sendable, Equatable {
  /// Size in pixels, at least 1×1.
  public let width: Int, height: Int
  /// Red, green and blue of every pixel, row by row from the top: `height` × `width` × 3.
  public internal(set) var pixels: [UInt8]

  /// A picture from its bytes: `pixels` is `height` × `width` × 3.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    require(
      width > 0 && height > 0 && pixels.count == width * height * 3,
      "a bitmap of \(width)×\(height) has \(width * height * 3) bytes, not \(pixels.count)")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A picture of one colour.
  public init(width: Int, height: Int, color: Color = Color(grey: 255)) {
    require(width > 0 && height > 0, "a bitmap of \(width)×\(height) has no pixels")
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: color.red, count: width * height * 3)
    if color.green != color.red || color.blue != color.red {
      for i in 0..<width * height {
        pixels[3 * i + 1] = color.green
        pixels[3 * i + 2] = color.blue
      }
    }
  }

  /// The pixel in column `x` of row `y`.
  public subscript(x: Int, y: Int) -> Color {
    get {
      let i = index(x, y)
      return Color(red: pixels[i], green: pixels[i + 1], blue: pixels[i + 2])
    }
    set {
      let i = index(x, y)
      pixels[i] = newValue.red
      pixels[i + 1] = newValue.green
      pixels[i + 2] = newValue.blue
    }
  }

  private func index(_ x: Int, _ y: Int) -> Int {
    require(
      x >= 0 && x < width && y >= 0 && y < height,
      "pixel (\(x), \(y)) is outside a bitmap of \(width)×\(height)")
    return (y * width + x) * 3
  }

  /// Puts a copy of `other` with its upper left corner at (`x`, `y`); it must lie inside.
  public mutating func paste(_ other: Bitmap, x: Int, y: Int) {
    require(
      x >= 0 && y >= 0 && x + other.width <= width && y + other.height <= height,
      "\(other.width)×\(other.height) at (\(x), \(y)) leaves a bitmap of \(width)×\(height)")
    for row in 0..<other.height {
      let from = row * other.width * 3
      let to = ((y + row) * width + x) * 3
      pixels.withUnsafeMutableBufferPointer { target in
        other.pixels.withUnsafeBufferPointer { source in
          for i in 0..<other.width * 3 { target[to + i] = source[from + i] }
        }
      }
    }
  }

  /// Half the size, each pixel the rounded mean of four: a 2× figure for a 1× animation. An odd last
  /// row or column is left out.
  public func halved() -> Bitmap {
    require(width > 1 && height > 1, "cannot halve a bitmap of \(width)×\(height)")
    var half = Bitmap(width: width / 2, height: height / 2)
    let row = width * 3
    half.pixels.withUnsafeMutableBufferPointer { target in
      pixels.withUnsafeBufferPointer { source in
        var to = 0
        for y in 0..<height / 2 {
          var from = 2 * y * row
          for _ in 0..<width / 2 {
            for c in 0..<3 {
              let sum =
                Int(source[from + c]) + Int(source[from + 3 + c]) + Int(source[from + row + c])
                + Int(source[from + row + 3 + c])
              target[to + c] = UInt8((sum + 2) / 4)
            }
            from += 6
            to += 3
          }
        }
      }
    }
    return half
  }
}

extension Bitmap {
  /// Whether no pixel has a colour.
  public var isGrey: Bool {
    for start in stride(from: 0, to: pixels.count, by: 3) {
      let red = pixels[start]
      if pixels[start + 1] != red || pixels[start + 2] != red { return false }
    }
    return true
  }
}
