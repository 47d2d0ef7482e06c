import Kernels

extension DigitSet {
  /// The skeleton of each grey image: its pixels above ½ thinned to lines, 255 on 0, by Zhang and Suen's algorithm.
  ///
  /// "A fast parallel algorithm for thinning digital patterns", Communications of the ACM 27 (3), 1984. Two passes take
  /// turns until neither finds anything. A pass looks at all ink at once and takes away pixels with two to six of
  /// eight neighbours that form a single run, which so are no ends and break nothing: the first at south-eastern edges
  /// and north-western corners, the second at the others. Ground lies around the image. Diagonal strokes may stay two
  /// pixels wide, and a square of 2 × 2 pixels goes away: that is the published algorithm.
  public func skeletons(on workers: Workers) -> DigitSet {
    require(channels == 1, "skeletons of images of \(shape): they have to be grey")
    let thinning = Thinning(shape)
    return mapImages(to: shape, on: workers) { thinning.thin($0, into: $1) }
  }
}

/// Zhang and Suen's algorithm for images of one size.
private struct Thinning {
  private let shape: ImageShape
  /// Places of the eight neighbours from a place, from the one above clockwise, where rows have a margin.
  private let neighbours: [Int]
  /// For each pattern of neighbours, bit 0 for the one above and so on: whether the first pass (bit 0) and the second
  /// (bit 1) take the pixel away.
  private let table: [UInt8]

  init(_ shape: ImageShape) {
    self.shape = shape
    let row = shape.width + 2
    neighbours = [-row, 1 - row, 1, row + 1, row, row - 1, -1, -row - 1]
    table = (0..<256).map(Self.passes)
  }

  private static func passes(_ pattern: Int) -> UInt8 {
    let isInk = (0..<8).map { pattern >> $0 & 1 == 1 }
    let runs = (0..<8).count { !isInk[$0] && isInk[($0 + 1) % 8] }
    guard 2...6 ~= pattern.nonzeroBitCount, runs == 1 else { return 0 }
    let (north, east, south, west) = (isInk[0], isInk[2], isInk[4], isInk[6])
    let first = !(north && east && south) && !(east && south && west)
    let second = !(north && east && west) && !(north && south && west)
    return (first ? 1 : 0) | (second ? 2 : 0)
  }

  /// Thins one image, [height, width], into another one, which is empty.
  func thin(_ image: UnsafePointer<UInt8>, into skeleton: UnsafeMutablePointer<UInt8>) {
    let row = shape.width + 2
    var grid = [UInt8](repeating: 0, count: (shape.height + 2) * row)
    var ink: [Int] = []
    for y in 0..<shape.height {
      for x in 0..<shape.width where image[y * shape.width + x] > 127 {
        let place = (y + 1) * row + x + 1
        grid[place] = 1
        ink.append(place)
      }
    }
    var quietPasses = 0
    var pass: UInt8 = 1
    while quietPasses < 2 {
      let doomed = ink.filter { place in
        var pattern = 0
        for (bit, step) in neighbours.enumerated() { pattern |= Int(grid[place + step]) << bit }
        return table[pattern] & pass != 0
      }
      for place in doomed { grid[place] = 0 }
      if !doomed.isEmpty { ink.removeAll { grid[$0] == 0 } }
      quietPasses = doomed.isEmpty ? quietPasses + 1 : 0
      pass ^= 3
    }
    for place in ink { skeleton[(place / row - 1) * shape.width + place % row - 1] = 255 }
  }
}
