/// Rows of a matrix by their indices.
public enum Rows {
  /// `output[i] = source[indices[i]]`.
  ///
  /// - Parameters:
  ///   - source: [rows, width].
  ///   - indices: each in 0..<rows.
  ///   - width: floats of a row.
  ///   - output: [indices.count, width].
  ///   - workers: the threads that share the work; their number changes no bit.
  public static func gather(
    _ source: UnsafePointer<Float>, _ indices: UnsafeBufferPointer<Int32>, width: Int,
    into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let rowsPerTask = max(1, 16_384 / max(1, width))
    workers.run(divideRoundingUp(indices.count, rowsPerTask)) { task in
      for row in task * rowsPerTask..<min((task + 1) * rowsPerTask, indices.count) {
        (output + row * width).update(from: source + Int(indices[row]) * width, count: width)
      }
    }
  }

  /// `output[r]` = Σ source[i] over all i with indices[i] = r: the pullback of `gather`.
  ///
  /// Every element is one chain from +0 in ascending i.
  ///
  /// - Parameters:
  ///   - source: [indices.count, width].
  ///   - indices: each in 0..<rows.
  ///   - width: floats of a row.
  ///   - rows: rows of the output.
  ///   - output: [rows, width].
  ///   - workers: the threads that share the work; their number changes no bit.
  public static func scatterSums(
    _ source: UnsafePointer<Float>, _ indices: UnsafeBufferPointer<Int32>, width: Int, rows: Int,
    into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let panelWidth = 256
    workers.run(divideRoundingUp(width, panelWidth)) { task in
      let columns = task * panelWidth..<min((task + 1) * panelWidth, width)
      for row in 0..<rows {
        (output + row * width + columns.lowerBound).update(repeating: 0, count: columns.count)
      }
      for (place, row) in indices.enumerated() {
        let target = output + Int(row) * width
        forEachVector(columns) { column, count in
          store(
            load(target + column, first: count)
              + load(source + place * width + column, first: count),
            target + column, first: count)
        }
      }
    }
  }
}
