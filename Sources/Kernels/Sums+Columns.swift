extension Sums {
  /// Rows in a block of a column sum.
  public static let rowBlock = 512

  /// The sum of every column of a row-major [rows, columns] matrix, written to `out` [columns].
  ///
  /// One column's order: blocks of 512 rows; in a block one chain from +0 down the rows; the
  /// blocks' sums added in ascending order, starting with the first. No rows give +0.
  public static func columnSums(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int,
    into out: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let blocks = Swift.max((rows + rowBlock - 1) / rowBlock, 1)
    let panels = (columns + panelWidth - 1) / panelWidth
    withUnsafeTemporaryAllocation(of: Float.self, capacity: (blocks - 1) * columns) { partial in
      // The first block goes straight to its goal, the others wait their turn.
      workers.run(blocks * panels) { task in
        let (block, panel) = (task / panels, task % panels)
        let first = block * rowBlock
        let height = Swift.min(rowBlock, rows - first)
        let left = panel * panelWidth
        let width = Swift.min(panelWidth, columns - left)
        let goal =
          block == 0
          ? out + left : partial.baseAddress.unsafelyUnwrapped + ((block - 1) * columns + left)
        chains(x + (first * columns + left), height, width, stride: columns, into: goal)
      }
      for block in 1..<blocks {
        let row = partial.baseAddress.unsafelyUnwrapped + (block - 1) * columns
        for column in 0..<columns { out[column] += row[column] }
      }
    }
  }

  /// Columns in a task: four vectors.
  static let panelWidth = 64

  /// One chain for each of `width` ≤ 64 columns down `height` rows.
  @inline(__always)
  static func chains(
    _ x: UnsafePointer<Float>, _ height: Int, _ width: Int, stride: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    var left = 0
    if width == panelWidth {
      var (c0, c1, c2, c3) = (Vector(), Vector(), Vector(), Vector())
      for row in 0..<height {
        let p = x + row &* stride
        c0 += load(p)
        c1 += load(p + 16)
        c2 += load(p + 32)
        c3 += load(p + 48)
      }
      store(c0, out)
      store(c1, out + 16)
      store(c2, out + 32)
      store(c3, out + 48)
      return
    }
    while left < width {
      let wide = Swift.min(lanes, width &- left)
      var chain = Vector()
      for row in 0..<height { chain += load(x + (row &* stride &+ left), channels: wide) }
      store(chain, out + left, channels: wide)
      left &+= lanes
    }
  }
}

/// `Sums.columnSums` of a matrix that comes in parts, which start and end anywhere.
struct RunningColumnSums {
  /// The rows of the whole matrix.
  let rows: Int
  /// The sums of all blocks that are complete; of the whole in the end. [columns]
  let out: UnsafeMutablePointer<Float>
  /// The chains of the block that is not. [columns]
  let chains: UnsafeMutablePointer<Float>

  /// Continues the sums of the given columns by the given rows, of which `x` has neighbours `stride` floats apart.
  func add(_ x: UnsafePointer<Float>, rows part: Range<Int>, stride: Int, columns: Range<Int>) {
    var first = part.lowerBound
    while first < part.upperBound {
      let (block, begun) = first.quotientAndRemainder(dividingBy: Sums.rowBlock)
      let blockEnd = Swift.min((block + 1) * Sums.rowBlock, rows)
      let end = Swift.min(blockEnd, part.upperBound)
      forEachVector(columns) { column, width in
        var chain = begun == 0 ? Vector() : load(chains + column, channels: width)
        var place = x + ((first - part.lowerBound) * stride + column - columns.lowerBound)
        for _ in first..<end {
          chain += load(place, channels: width)
          place += stride
        }
        if end < blockEnd {
          store(chain, chains + column, channels: width)
        } else {
          if block > 0 { chain = load(out + column, channels: width) + chain }
          store(chain, out + column, channels: width)
        }
      }
      first = end
    }
  }
}
