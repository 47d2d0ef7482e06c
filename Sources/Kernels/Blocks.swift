/// Copies between matrices whose rows consist of blocks: concatenating and slicing along an axis.
public enum Blocks {
  /// Copies `width` columns of every row: `target[row, targetColumn + j] = source[row, sourceColumn + j]`.
  ///
  /// - Parameters:
  ///   - source: [rows, sourceWidth].
  ///   - sourceWidth: floats of a row of the source.
  ///   - sourceColumn: the first column that is copied.
  ///   - target: [rows, targetWidth].
  ///   - targetWidth: floats of a row of the target.
  ///   - targetColumn: the column of the target that it goes to.
  ///   - width: how many columns are copied.
  ///   - rows: how many rows both have.
  ///   - workers: the threads that share the work; their number changes no bit.
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
