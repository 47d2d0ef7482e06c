import Kernels
import TestSupport
import Testing

/// Batch normalisation against loops over one column at a time, in the documented orders, bit for bit.
@Suite struct ColumnNormalizationTests {
  /// Blocks of 512 rows, cut and whole; panels of sixteen columns, cut and whole.
  static let shapes = [(1, 1), (2, 3), (7, 16), (511, 17), (512, 5), (513, 33), (1300, 2)]
  let epsilon: Float = 1e-3

  /// Σ term(row): a chain in each block of 512 rows, the blocks in ascending order.
  func blockSum(_ rows: Int, _ term: (Int) -> Float) -> Float {
    var total: Float = 0
    for first in stride(from: 0, to: rows, by: 512) {
      var block: Float = 0
      for row in first..<min(first + 512, rows) { block += term(row) }
      total += block
    }
    return total
  }

  /// Numbers with a mean far from 0 and a different spread in each column.
  func input(_ rows: Int, _ columns: Int) -> [Float] {
    noise(rows * columns).enumerated().map { 3 + $1 * Float($0 % columns + 1) }
  }

  func moments(_ x: [Float], _ rows: Int, _ columns: Int) -> (mean: [Float], variance: [Float]) {
    let mean = (0..<columns).map { column in
      blockSum(rows) { x[$0 * columns + column] } / Float(rows)
    }
    let variance = (0..<columns).map { column in
      let squares = blockSum(rows) {
        let distance = x[$0 * columns + column] - mean[column]
        return distance * distance
      }
      return squares / Float(rows)
    }
    return (mean, variance)
  }

  @Test(arguments: shapes, threadCounts)
  func momentsAreChainsInBlocks(shape: (Int, Int), threads: Int) {
    let (rows, columns) = shape
    let x = input(rows, columns)
    let expected = moments(x, rows, columns)
    let sizes = ColumnNormalization(rows: rows, columns: columns, epsilon: epsilon)
    var variance: [Float] = []
    let mean = filled(columns) { mean in
      variance = filled(columns) {
        sizes.moments(x, mean: mean, variance: $0, on: ThreadedWorkers(threads))
      }
    }
    #expect(firstDifference(mean, expected.mean) == nil)
    #expect(firstDifference(variance, expected.variance) == nil)
  }

  @Test(arguments: shapes, threadCounts)
  func normalizesOneElementAtATime(shape: (Int, Int), threads: Int) {
    let (rows, columns) = shape
    let x = input(rows, columns)
    let (mean, variance) = moments(x, rows, columns)
    let scale = noise(columns, seed: 2), offset = noise(columns, seed: 3)
    let expected = x.enumerated().map { index, x in
      let column = index % columns
      let inverse = 1 / (variance[column] + epsilon).squareRoot()
      return offset[column].addingProduct((x - mean[column]) * inverse, scale[column])
    }
    let actual = filled(x.count) {
      ColumnNormalization(rows: rows, columns: columns, epsilon: epsilon).normalize(
        x, mean: mean, variance: variance, scale: scale, offset: offset, into: $0,
        on: ThreadedWorkers(threads))
    }
    #expect(firstDifference(actual, expected) == nil)
  }

  @Test(arguments: shapes, threadCounts)
  func pullsBackInTheDocumentedOrder(shape: (Int, Int), threads: Int) {
    let (rows, columns) = shape
    let x = input(rows, columns), gradient = noise(x.count, seed: 4)
    let (mean, variance) = moments(x, rows, columns)
    let scale = noise(columns, seed: 2)
    var expected = [Float](repeating: .nan, count: x.count)
    var total: [Float] = [], projection: [Float] = []
    for column in 0..<columns {
      let inverse = 1 / (variance[column] + epsilon).squareRoot()
      func unit(_ row: Int) -> Float { (x[row * columns + column] - mean[column]) * inverse }
      let sum = blockSum(rows) { gradient[$0 * columns + column] }
      let product = blockSum(rows) { gradient[$0 * columns + column] * unit($0) }
      for row in 0..<rows {
        let common = sum.addingProduct(unit(row), product) / Float(rows)
        expected[row * columns + column] =
          (gradient[row * columns + column] - common) * (scale[column] * inverse)
      }
      total.append(sum)
      projection.append(product)
    }
    var scaleGradient: [Float] = [], offsetGradient: [Float] = []
    let actual = filled(x.count) { inputGradient in
      scaleGradient = filled(columns) { scaleGradient in
        offsetGradient = filled(columns) {
          ColumnNormalization(rows: rows, columns: columns, epsilon: epsilon).pullback(
            gradient, x, mean: mean, variance: variance, scale: scale,
            inputGradient: inputGradient, scaleGradient: scaleGradient, offsetGradient: $0,
            on: ThreadedWorkers(threads))
        }
      }
    }
    #expect(firstDifference(actual, expected) == nil)
    #expect(firstDifference(scaleGradient, projection) == nil)
    #expect(firstDifference(offsetGradient, total) == nil)
  }
}
