/// Cross-entropy of class probabilities that a softmax makes of logits, row by row.
///
/// For the K logits x of a row: m is the greatest, z = Σ exp(xₖ − m) is one chain from +0 in ascending k.
/// Sixteen rows are computed side by side, one a lane, so every row has its own chains.
public enum Softmax {
  /// Rows in a task.
  private static let rowsPerTask = 256

  /// `output` = log z + Σ tₖ · (m − xₖ), one chain of fma from log z in ascending k: −Σ tₖ log softmax(x)ₖ
  /// for targets that add up to 1.
  ///
  /// - Parameters:
  ///   - logits: [rows, columns], with at least one column.
  ///   - targets: [rows, columns], probabilities of the classes.
  ///   - output: [rows].
  ///   - rows: how many examples.
  ///   - columns: how many classes.
  ///   - workers: the threads that share the work; their number changes no bit.
  public static func crossEntropy(
    logits: UnsafePointer<Float>, targets: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, rows: Int, columns: Int, on workers: Workers
  ) {
    forEachGroup(rows, on: workers) { row, count in
      let (x, t) = (logits + row * columns, targets + row * columns)
      let (greatest, sum) = partition(x, count, columns)
      var loss = Elementary.log(sum)
      for column in 0..<columns {
        loss = loss.addingProduct(
          gather(t + column, count, columns), greatest - gather(x + column, count, columns))
      }
      store(loss, output + row, first: count)
    }
  }

  /// `output` = gradient · (exp(xₖ − m) / z − tₖ).
  ///
  /// - Parameters:
  ///   - gradient: of the cross-entropy of each row, [rows].
  ///   - logits: as for `crossEntropy`, [rows, columns].
  ///   - targets: as for `crossEntropy`, [rows, columns].
  ///   - output: [rows, columns].
  ///   - rows: how many examples.
  ///   - columns: how many classes.
  ///   - workers: the threads that share the work; their number changes no bit.
  public static func crossEntropyPullback(
    _ gradient: UnsafePointer<Float>, logits: UnsafePointer<Float>,
    targets: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, rows: Int,
    columns: Int, on workers: Workers
  ) {
    forEachGroup(rows, on: workers) { row, count in
      let (x, t) = (logits + row * columns, targets + row * columns)
      let (greatest, sum) = partition(x, count, columns)
      let factor = load(gradient + row, first: count)
      for column in 0..<columns {
        let share = Elementary.exp(gather(x + column, count, columns) - greatest) / sum
        let result = factor * (share - gather(t + column, count, columns))
        for lane in 0..<count { output[(row + lane) * columns + column] = result[lane] }
      }
    }
  }

  /// m and z of `count` ≤ 16 rows.
  @inline(__always)
  private static func partition(
    _ x: UnsafePointer<Float>, _ count: Int, _ columns: Int
  ) -> (greatest: Vector, sum: Vector) {
    var greatest = gather(x, count, columns)
    for column in 1..<max(columns, 1) {
      let next = gather(x + column, count, columns)
      greatest.replace(with: next, where: next .> greatest)
    }
    var sum = Vector()
    for column in 0..<columns {
      sum += Elementary.exp(gather(x + column, count, columns) - greatest)
    }
    return (greatest, sum)
  }

  /// One column of `count` ≤ 16 rows, a row a lane; zeros in the other lanes.
  @inline(__always)
  private static func gather(
    _ x: UnsafePointer<Float>, _ count: Int, _ columns: Int
  ) -> Vector {
    var vector = Vector()
    for lane in 0..<count { vector[lane] = x[lane * columns] }
    return vector
  }

  @inline(__always)
  private static func forEachGroup(
    _ rows: Int, on workers: Workers, _ body: (_ row: Int, _ count: Int) -> Void
  ) {
    workers.run(divideRoundingUp(rows, rowsPerTask)) { task in
      let end = min((task + 1) * rowsPerTask, rows)
      for row in stride(from: task * rowsPerTask, to: end, by: lanes) {
        body(row, min(lanes, end - row))
      }
    }
  }
}
