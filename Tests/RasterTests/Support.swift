@testable import Raster

/// A small generator of its own, so that no test depends on the code under test for its data.
struct Generator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }

  /// In 0 to 1.
  mutating func uniform() -> Double { Double(bits()) / Double(1 << 31) }

  /// Roughly normal: twelve uniforms.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}

extension Bitmap {
  /// Columns and rows that hold anything but the ground, or nil.
  func inkBounds(ground: Color = Color(grey: 255)) -> (x: ClosedRange<Int>, y: ClosedRange<Int>)? {
    var (left, right, top, bottom) = (Int.max, -1, Int.max, -1)
    for y in 0..<height {
      for x in 0..<width where self[x, y] != ground {
        left = min(left, x)
        right = max(right, x)
        top = min(top, y)
        bottom = max(bottom, y)
      }
    }
    return right < 0 ? nil : (left...right, top...bottom)
  }

  /// Least distance in pixels from ink to the picture's border.
  var freeBorder: Int {
    let white = Color(grey: 255)
    let most = (min(width, height) + 1) / 2
    for d in 0..<most {
      let rows = (d..<width - d).contains { x in
        self[x, d] != white || self[x, height - 1 - d] != white
      }
      let columns = (d..<height - d).contains { y in
        self[d, y] != white || self[width - 1 - d, y] != white
      }
      if rows || columns { return d }
    }
    return most
  }

  func count(of color: Color) -> Int {
    (0..<height).reduce(0) { sum, y in sum + (0..<width).count { self[$0, y] == color } }
  }

  /// A hash of the pixels (FNV-1a, 64 bits).
  var digest: UInt64 {
    pixels.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// Ten clouds of points.
func clouds(of count: Int, seed: UInt64 = 1) -> [ScatterPlot.Series] {
  var generator = Generator(seed)
  return (0..<10).map { digit in
    let (x, y) = (Double(digit % 4) - 1.5, Double(digit / 4) - 1)
    let xs = (0..<count).map { _ in Float(x + 0.4 * generator.normal()) }
    return ScatterPlot.Series(
      "\(digit)", x: xs, y: xs.map { _ in Float(y + 0.4 * generator.normal()) })
  }
}
