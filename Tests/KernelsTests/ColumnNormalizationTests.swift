import Kernels
import TestSupport
import Testing

/// Normalisation of columns against loops over one column at a time, in the documented orders, bit for bit.
@Suite struct ColumnNormalizationTests {
  /// Blocks of 512 rows, cut and whole; panels of sixteen columns, cut and whole.
  static let shapes = [
    (1, 1), (2, 3), (7, 16), (511, 17), (512, 5), (513, 33), (1300, 2), (600, 131),
  ]
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

  /// Every group as if it were alone; gradients of scale and offset added over the groups.
  @Test(arguments: [(3, 7, 5), (2, 600, 19)], threadCounts)
  func groupsAreNormalizedByThemselves(shape: (Int, Int, Int), threads: Int) {
    let (groups, rows, columns) = shape
    let x = input(groups * rows, columns), gradient = noise(x.count, seed: 4)
    let scale = noise(columns, seed: 2), offset = noise(columns, seed: 3)
    let workers = ThreadedWorkers(threads)
    let whole = ColumnNormalization(groups: groups, rows: rows, columns: columns, epsilon: epsilon)
    let results = run(whole, x, gradient, scale, offset, workers)
    var expected: [[Float]] = [[], [], [], [], .init(repeating: 0, count: columns)]
    expected.append(expected[4])
    for group in 0..<groups {
      let part = group * rows * columns..<(group + 1) * rows * columns
      let one = ColumnNormalization(rows: rows, columns: columns, epsilon: epsilon)
      let alone = run(one, Array(x[part]), Array(gradient[part]), scale, offset, workers)
      for index in 0..<4 { expected[index] += alone[index] }
      for index in 4...5 { expected[index] = zip(expected[index], alone[index]).map { $0 + $1 } }
    }
    for (result, expected) in zip(results, expected) {
      #expect(firstDifference(result, expected) == nil)
    }
  }

  /// Mean, variance, output, and the gradients of input, scale and offset.
  private func run(
    _ sizes: ColumnNormalization, _ x: [Float], _ gradient: [Float], _ scale: [Float],
    _ offset: [Float], _ workers: Workers
  ) -> [[Float]] {
    let count = sizes.groups * sizes.columns
    var results = [[Float]](repeating: [], count: 6)
    results[0] = filled(count) { mean in
      results[1] = filled(count) { sizes.moments(x, mean: mean, variance: $0, on: workers) }
    }
    results[2] = filled(x.count) {
      sizes.normalize(
        x, mean: results[0], variance: results[1], scale: scale, offset: offset, into: $0,
        on: workers)
    }
    results[3] = filled(x.count) { input in
      results[4] = filled(sizes.columns) { scaleGradient in
        results[5] = filled(sizes.columns) {
          sizes.pullback(
            gradient, x, mean: results[0], variance: results[1], scale: scale,
            inputGradient: input, scaleGradient: scaleGradient, offsetGradient: $0, on: workers)
        }
      }
    }
    return results
  }

  @Test(arguments: shapes)
  func givenMomentsGetNoGradient(shape: (Int, Int)) {
    let (rows, columns) = shape
    let x = input(rows, columns), gradient = noise(x.count, seed: 4)
    let mean = noise(columns, seed: 5), variance = noise(columns, seed: 6).map { abs($0) }
    let scale = noise(columns, seed: 2)
    func inverse(_ column: Int) -> Float { 1 / (variance[column] + epsilon).squareRoot() }
    let expected = gradient.enumerated().map { index, slope in
      slope * (scale[index % columns] * inverse(index % columns))
    }
    let projection = (0..<columns).map { column in
      blockSum(rows) {
        let place = $0 * columns + column
        return gradient[place] * ((x[place] - mean[column]) * inverse(column))
      }
    }
    let total = (0..<columns).map { column in blockSum(rows) { gradient[$0 * columns + column] } }
    var scaleGradient: [Float] = [], offsetGradient: [Float] = []
    let actual = filled(x.count) { inputGradient in
      scaleGradient = filled(columns) { scaleGradient in
        offsetGradient = filled(columns) {
          ColumnNormalization(rows: rows, columns: columns, epsilon: epsilon).pullback(
            gradient, x, mean: mean, variance: variance, scale: scale, isOwn: false,
            inputGradient: inputGradient, scaleGradient: scaleGradient, offsetGradient: $0,
            on: ThreadedWorkers(2))
        }
      }
    }
    #expect(firstDifference(actual, expected) == nil)
    #expect(firstDifference(scaleGradient, projection) == nil)
    #expect(firstDifference(offsetGradient, total) == nil)
  }
}
