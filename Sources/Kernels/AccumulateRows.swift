/// How a weight gradient walks over the rows of its left operand: three nested loops whose innermost
/// steps are `stride` floats apart.
struct OperandWalk {
  let outer, inner, length: Int
  let outerStride, innerStride, stride: Int

  /// The number of rows of the right operand, which follow each other without gaps.
  var depth: Int { outer * inner * length }
}

/// `output[i, j] = Σ left[offset(i) + walk(t)] · right[t, j]`, one chain of fma from +0 in ascending `t`.
///
/// The sums run over the batch, so they are long and the operands large. Each chain is cut into pieces
/// whose part of the operands fits the cache; between pieces a partial sum rests in `output`, which
/// changes no bits.
@inline(__always)
func accumulateRows(
  _ walk: OperandWalk, _ left: UnsafePointer<Float>, offset: (Int) -> Int, rows: Int,
  _ right: UnsafePointer<Float>, columns: Int,
  into output: UnsafeMutablePointer<Float>, edgeStorage: UnsafeMutablePointer<Float>,
  on workers: Workers
) {
  let tilesPerTask = 8
  let panelCount = Panels.count(columns: columns)
  let rowTasks = divideRoundingUp(rows, Tile.rows * tilesPerTask)
  let wholePanels = columns / lanes
  // The last columns, if they do not fill a vector, are read from a zero-padded copy.
  if wholePanels < panelCount {
    packEdge(right, columns: columns, depth: walk.depth, into: edgeStorage, on: workers)
  }
  let outerPerPiece = max(1, 512 / max(1, walk.inner * walk.length))
  workers.run(rowTasks * panelCount) { task in
    let firstRow = task / panelCount * Tile.rows * tilesPerTask
    let endRow = min(firstRow + Tile.rows * tilesPerTask, rows)
    let panel = task % panelCount
    let column = panel * lanes
    let width = min(lanes, columns - column)
    let base = panel < wholePanels ? right + column : UnsafePointer(edgeStorage)
    let stride = panel < wholePanels ? columns : lanes
    var first = 0
    while first < walk.outer {
      let end = min(first + outerPerPiece, walk.outer)
      var row = firstRow
      while row < endRow {
        let count = min(Tile.rows, endRow - row)
        let starts = TileRows(left, count: count) { offset(row + $0) }
        var tile = Tile()
        if first > 0 {
          tile.resume(rows: count, width: width) { output + (row + $0) * columns + column }
        }
        for outer in first..<end {
          for inner in 0..<walk.inner {
            tile.accumulate(
              starts + (outer * walk.outerStride + inner * walk.innerStride), stride: walk.stride,
              base + (outer * walk.inner + inner) * walk.length * stride, stride: stride,
              depth: walk.length)
          }
        }
        tile.store(.none, bias: nil, rows: count, width: width) {
          output + (row + $0) * columns + column
        }
        row += Tile.rows
      }
      first = end
    }
  }
}

/// The number of floats of working memory that `accumulateRows` needs for the last, partial vector of
/// columns of a right operand of `depth` rows.
func edgeSize(columns: Int, depth: Int) -> Int { columns % lanes == 0 ? 0 : depth * lanes }

/// Copies the columns past the last whole vector, padded with zeros to sixteen.
private func packEdge(
  _ right: UnsafePointer<Float>, columns: Int, depth: Int,
  into storage: UnsafeMutablePointer<Float>, on workers: Workers
) {
  let width = columns % lanes
  let edge = Panels(storage: storage, depth: depth, columns: width)
  let rowsPerTask = 4096
  workers.run(divideRoundingUp(depth, rowsPerTask)) { task in
    let rows = task * rowsPerTask..<min((task + 1) * rowsPerTask, depth)
    edge.pack(
      right + rows.lowerBound * columns + columns - width, rowStride: columns, columnStride: 1,
      panel: 0, rows: rows)
  }
}

extension Tile {
  /// Takes up the partial sums of `rows` rows, `width` columns each.
  @inline(__always)
  mutating func resume(rows: Int, width: Int, row: (Int) -> UnsafeMutablePointer<Float>) {
    func vector(_ index: Int) -> Vector {
      index < rows ? load(row(index), first: width) : Vector()
    }
    (row0, row1, row2) = (vector(0), vector(1), vector(2))
    (row3, row4, row5) = (vector(3), vector(4), vector(5))
  }
}
