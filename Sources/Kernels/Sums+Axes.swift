extension Sums {
  /// The sum of every row of a row-major [rows, columns] matrix, each in the tree of `sum`, written to `out` [rows].
  public static func rowSums(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, into out: UnsafeMutablePointer<Float>,
    on workers: Workers
  ) {
    if rows == 1 { return out.pointee = sum(x, count: columns, on: workers) }
    let rowsPerTask = Swift.max(1, 16_384 / Swift.max(1, columns))
    workers.run(divideRoundingUp(rows, rowsPerTask)) { task in
      for row in task * rowsPerTask..<Swift.min((task + 1) * rowsPerTask, rows) {
        out[row] =
          columns <= lanes
          ? shortSum(x + row * columns, count: columns)
          : sum(x + row * columns, count: columns, on: .serial)
      }
    }
  }

  /// The column sums of each of `matrices` row-major [rows, columns] matrices, in the order of
  /// `columnSums(_:rows:columns:into:on:)`, written to `out` [matrices, columns].
  public static func columnSums(
    _ x: UnsafePointer<Float>, matrices: Int, rows: Int, columns: Int,
    into out: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    if matrices == 1 { return columnSums(x, rows: rows, columns: columns, into: out, on: workers) }
    let panels = divideRoundingUp(columns, panelWidth)
    workers.run(matrices * panels) { task in
      let (matrix, panel) = task.quotientAndRemainder(dividingBy: panels)
      let left = panel * panelWidth
      let width = Swift.min(panelWidth, columns - left)
      let goal = out + (matrix * columns + left)
      let source = x + (matrix * rows * columns + left)
      chains(source, Swift.min(rowBlock, rows), width, stride: columns, into: goal)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: panelWidth) { partial in
        let partial = partial.baseAddress.unsafelyUnwrapped
        for first in stride(from: rowBlock, to: rows, by: rowBlock) {
          chains(
            source + first * columns, Swift.min(rowBlock, rows - first), width, stride: columns,
            into: partial)
          for column in 0..<width { goal[column] += partial[column] }
        }
      }
    }
  }
}
