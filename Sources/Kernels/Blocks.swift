/// Copies between matrices whose rows consist of blocks: concatenating and slicing along an axis.
public enum Blocks {
  /// Copies `width` columns of every row: `target[row, targetColumn + j] = source[row, sourceColumn + j]`.
  ///
  /// - Parameters:
  ///   - source: [rows, sourceWidth].
  ///   - target: [rows, targetWidth].
  public static func copy(
    _ source: UnsafePointer<Float>, sourceWidth: Int, sourceColumn: Int,
    into target: UnsafeMutablePointer<Float>, targetWidth: Int, targetColumn: Int,
    width: Int, rows: Int, on workers: Workers
  ) {
    let rowsPerTask = max(1, 16_384 / max(1, width))
    workers.run(divideRoundingUp(rows, rowsPerTask)) { task in
      for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, rows) {
        (target + row * targetWidth + targetColumn).update(
          from: source + row * sourceWidth + sourceColumn, count: width)
      }
    }
  }
}
