/// Where the rows of a product's left operand start and where its output rows go.
protocol RowLayout {
  /// The number of rows.
  var rows: Int { get }
  /// The distance in floats from the left operand's start to its row `row`.
  func source(_ row: Int) -> Int
  /// The distance in floats from the output's start to its row `row`.
  func target(_ row: Int) -> Int
}

/// The rows of two matrices in row-major order.
struct MatrixRows: RowLayout {
  let rows, sourceStride, targetStride: Int
  @inline(__always) func source(_ row: Int) -> Int { row * sourceStride }
  @inline(__always) func target(_ row: Int) -> Int { row * targetStride }
}

/// `output[row] = epilogue(left[row] · panels)` for every row of `layout`: the loop that dense layers,
/// convolutions and their input gradients share.
///
/// A row of the left operand consists of `segments` runs of `segmentLength` consecutive floats, the
/// starts of neighbouring runs `segmentStride` apart. Every output is one chain of fma from zero, in the
/// order of the runs and ascending inside each of them.
func multiplyRows<Layout: RowLayout>(
  _ layout: Layout, _ left: UnsafePointer<Float>,
  segments: Int, segmentLength: Int, segmentStride: Int,
  _ panels: Panels, into output: UnsafeMutablePointer<Float>,
  _ epilogue: Epilogue, on workers: Workers
) {
  // A task: up to 48 rows, which stay in the cache while up to eight panels pass by.
  let rowsPerTask = 48
  let panelsPerTask = 8
  let rowTasks = divideRoundingUp(layout.rows, rowsPerTask)
  let panelTasks = divideRoundingUp(panels.count, panelsPerTask)
  workers.run(rowTasks * panelTasks) { task in
    let firstRow = task / panelTasks * rowsPerTask
    let endRow = min(firstRow + rowsPerTask, layout.rows)
    let firstPanel = task % panelTasks * panelsPerTask
    for panel in firstPanel..<min(firstPanel + panelsPerTask, panels.count) {
      let column = panel * lanes
      let width = panels.width(panel)
      let bias = epilogue.bias(column: column, width: width)
      var row = firstRow
      while row < endRow {
        let count = min(Tile.rows, endRow - row)
        let rows = TileRows(left, count: count) { layout.source(row + $0) }
        var tile = Tile()
        for segment in 0..<segments {
          tile.accumulate(
            rows + segment * segmentStride, panels[panel] + segment * segmentLength * lanes,
            depth: segmentLength)
        }
        tile.store(epilogue, bias: bias, rows: count, width: width) {
          output + layout.target(row + $0) + column
        }
        row += Tile.rows
      }
    }
  }
}

/// `output = epilogue(left · right)`, matrices in row-major order.
///
/// Every output element is one chain of fma from +0 in ascending k; then the epilogue.
///
/// - Parameters:
///   - left: [rows, depth].
///   - right: [depth, columns], or [columns, depth] if `transposed`.
///   - output: [rows, columns]; must not overlap the operands.
public func multiply(
  _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, transposed: Bool = false,
  into output: UnsafeMutablePointer<Float>, rows: Int, columns: Int, depth: Int,
  _ epilogue: Epilogue = .none, on workers: Workers
) {
  let panels = Panels(
    storage: workers.scratch(Panels.size(depth: depth, columns: columns)),
    depth: depth, columns: columns)
  panels.pack(
    right, rowStride: transposed ? 1 : columns, columnStride: transposed ? depth : 1, on: workers)
  multiplyRows(
    MatrixRows(rows: rows, sourceStride: depth, targetStride: columns), left,
    segments: 1, segmentLength: depth, segmentStride: 0, panels, into: output, epilogue, on: workers
  )
}

/// `output = leftᵀ · right`, matrices in row-major order: the gradient of a weight.
///
/// Every output element is one chain of fma from +0 in ascending row of the operands.
///
/// - Parameters:
///   - left: [depth, rows].
///   - right: [depth, columns].
///   - output: [rows, columns]; must not overlap the operands.
public func multiplyTransposed(
  _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
  into output: UnsafeMutablePointer<Float>, rows: Int, columns: Int, depth: Int,
  on workers: Workers
) {
  let walk = OperandWalk(
    outer: 1, inner: 1, length: depth, outerStride: 0, innerStride: 0, stride: rows)
  accumulateRows(
    walk, left, offset: { $0 }, rows: rows, right, columns: columns, into: output,
    edgeStorage: workers.scratch(edgeSize(columns: columns, depth: depth)), on: workers)
}
