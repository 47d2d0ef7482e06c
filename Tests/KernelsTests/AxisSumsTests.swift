import Kernels
import TestSupport
import Testing

/// Sums of many rows or matrices against those of each by itself, and rows by their indices, bit for bit.
@Suite struct AxisSumsTests {
  @Test(
    arguments: [(1, 5000), (7, 1), (9, 4097), (1000, 33), (3, 0)], threadCounts)
  func everyRowIsTheTreeOfItsOwn(sizes: (rows: Int, columns: Int), threads: Int) {
    let x = roughFloats(sizes.rows * sizes.columns, seed: 5)
    let expected = (0..<sizes.rows).map { row in
      Sums.sum(
        [Float](x[row * sizes.columns..<(row + 1) * sizes.columns]), count: sizes.columns,
        on: Workers())
    }
    let actual = filled(sizes.rows) {
      Sums.rowSums(
        x, rows: sizes.rows, columns: sizes.columns, into: $0, on: ThreadedWorkers(threads))
    }
    #expect(bits(actual) == bits(expected))
  }

  @Test(
    arguments: [(1, 600, 70), (3, 1, 5), (4, 513, 65), (2, 1500, 3), (5, 0, 4)], threadCounts)
  func everyMatrixHasItsOwnColumnSums(
    sizes: (matrices: Int, rows: Int, columns: Int), threads: Int
  ) {
    let count = sizes.rows * sizes.columns
    let x = roughFloats(sizes.matrices * count, seed: 6)
    let expected = (0..<sizes.matrices).flatMap { matrix in
      filled(sizes.columns) {
        Sums.columnSums(
          [Float](x[matrix * count..<(matrix + 1) * count]), rows: sizes.rows,
          columns: sizes.columns, into: $0, on: Workers())
      }
    }
    let actual = filled(sizes.matrices * sizes.columns) {
      Sums.columnSums(
        x, matrices: sizes.matrices, rows: sizes.rows, columns: sizes.columns, into: $0,
        on: ThreadedWorkers(threads))
    }
    #expect(bits(actual) == bits(expected))
  }

  @Test(arguments: [(4, 9, 3), (50, 400, 300), (3, 0, 5), (2, 7, 1)], threadCounts)
  func rowsAreGatheredAndAddedUpInAscendingOrder(
    sizes: (rows: Int, indices: Int, width: Int), threads: Int
  ) {
    let (rows, width) = (sizes.rows, sizes.width)
    let indices = (0..<sizes.indices).map { Int32(($0 * 7 + $0 / 3) % rows) }
    let source = roughFloats(rows * width, seed: 7)
    let gradient = roughFloats(indices.count * width, seed: 8)
    var sums = [Float](repeating: 0, count: rows * width)
    for (place, row) in indices.enumerated() {
      for column in 0..<width {
        sums[Int(row) * width + column] += gradient[place * width + column]
      }
    }
    let workers = ThreadedWorkers(threads)
    indices.withUnsafeBufferPointer { indices in
      let gathered = filled(indices.count * width) {
        Rows.gather(source, indices, width: width, into: $0, on: workers)
      }
      #expect(
        gathered == indices.flatMap { source[Int($0) * width..<(Int($0) + 1) * width] })
      let scattered = filled(rows * width) {
        Rows.scatterSums(gradient, indices, width: width, rows: rows, into: $0, on: workers)
      }
      #expect(bits(scattered) == bits(sums))
    }
  }
}
