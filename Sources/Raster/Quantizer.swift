import Kernels

extension Animation.Palette {
  /// The colours in the file's order.
  var colors: [Color] {
    switch self {
    case .greys(let levels):
      require((2...256).contains(levels), "\(levels) greys are not within 2 and 256")
      return (0..<levels).map { Color(grey: UInt8($0 * 255 / (levels - 1))) }
    case .colors:
      return Self.plotColors
    }
  }

  private static let plotColors: [Color] = {
    var colors = [Style.white, Style.ink, Style.quiet, Style.axis, Style.grid, Style.guide]
    // Lines of the grid where a picture at half its size has half of them in a pixel.
    colors.append(Style.grid.mixed(with: Style.white, 1, of: 2))
    func add(_ color: Color) {
      if !colors.contains(color) { colors.append(color) }
    }
    for step in 0...12 { add(Color(grey: UInt8(step * 255 / 12))) }
    for hue in Style.classes {
      for step in 0..<11 { add(hue.mixed(with: Style.white, step, of: 11)) }
    }
    for red in 0..<5 {
      for green in 0..<5 {
        for blue in 0..<5 {
          add(Color(red: UInt8(red * 63), green: UInt8(green * 63), blue: UInt8(blue * 63)))
        }
      }
    }
    return colors
  }()
}

/// Finds the nearest colour of a palette, remembering what it found.
struct Quantizer {
  let colors: [Color]
  /// Recent answers by a hash of the colour: colour code + 1 in the upper bits, index in the lower eight.
  private var recent = [UInt64](repeating: 0, count: 1 << 14)

  init(_ colors: [Color]) {
    require(colors.count <= 256, "\(colors.count) colours are more than a GIF can have")
    self.colors = colors
  }

  /// The palette's index for every pixel, row-major.
  mutating func indices(of frame: Bitmap) -> [UInt8] {
    var indices = [UInt8](repeating: 0, count: frame.width * frame.height)
    for pixel in indices.indices { indices[pixel] = index(of: frame, pixel) }
    return indices
  }

  mutating func shown(_ frame: Bitmap) -> Bitmap {
    var shown = frame
    for i in 0..<frame.width * frame.height {
      let color = colors[Int(index(of: frame, i))]
      shown.pixels[3 * i] = color.red
      shown.pixels[3 * i + 1] = color.green
      shown.pixels[3 * i + 2] = color.blue
    }
    return shown
  }

  private mutating func index(of frame: Bitmap, _ pixel: Int) -> UInt8 {
    let color = Color(
      red: frame.pixels[3 * pixel], green: frame.pixels[3 * pixel + 1],
      blue: frame.pixels[3 * pixel + 2])
    let key = UInt64(color.code) + 1
    let slot = Int((color.code &* 2_654_435_761) >> 18)
    if recent[slot] >> 8 == key { return UInt8(recent[slot] & 255) }
    let index = nearest(to: color)
    recent[slot] = key << 8 | UInt64(index)
    return index
  }

  /// The one at the least distance; the first of equals.
  func nearest(to color: Color) -> UInt8 {
    var best = 0
    var least = Int.max
    for (index, candidate) in colors.enumerated() {
      let distance = candidate.distance(to: color)
      if distance < least {
        least = distance
        best = index
      }
    }
    return UInt8(best)
  }
}
