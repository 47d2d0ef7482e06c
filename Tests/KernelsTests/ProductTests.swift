import Kernels
import TestSupport
import Testing

/// Products against a loop over one element at a time, in the documented order, bit for bit.
@Suite struct ProductTests {
  static let sizes = [
    (1, 1, 1), (6, 16, 8), (5, 15, 3), (7, 17, 31), (13, 33, 1), (100, 130, 50), (97, 10, 259),
    (500, 2, 128), (50, 784, 6),
  ]

  /// Σ left(i, k) · right(k, j) in ascending k from +0, one fma each.
  func oracle(
    _ rows: Int, _ columns: Int, _ depth: Int,
    _ left: (Int, Int) -> Float, _ right: (Int, Int) -> Float
  ) -> [Float] {
    var output: [Float] = []
    for row in 0..<rows {
      for column in 0..<columns {
        var sum: Float = 0
        for k in 0..<depth { sum = sum.addingProduct(left(row, k), right(k, column)) }
        output.append(sum)
      }
    }
    return output
  }

  @Test(arguments: sizes, threadCounts)
  func isOneChainForEachElement(size: (Int, Int, Int), threads: Int) {
    let (rows, columns, depth) = size
    let left = noise(rows * depth), right = noise(depth * columns, seed: 2)
    let expected = oracle(
      rows, columns, depth, { left[$0 * depth + $1] }, { right[$0 * columns + $1] })
    let actual = filled(rows * columns) {
      multiply(
        left, right, into: $0, rows: rows, columns: columns, depth: depth,
        on: ThreadedWorkers(threads))
    }
    #expect(bits(actual) == bits(expected))
  }

  @Test(arguments: sizes, threadCounts)
  func takesATransposedRightOperand(size: (Int, Int, Int), threads: Int) {
    let (rows, columns, depth) = size
    let left = noise(rows * depth), right = noise(columns * depth, seed: 3)
    let expected = oracle(
      rows, columns, depth, { left[$0 * depth + $1] }, { right[$1 * depth + $0] })
    let actual = filled(rows * columns) {
      multiply(
        left, right, transposed: true, into: $0, rows: rows, columns: columns, depth: depth,
        on: ThreadedWorkers(threads))
    }
    #expect(bits(actual) == bits(expected))
  }

  @Test(arguments: sizes, threadCounts)
  func takesATransposedLeftOperand(size: (Int, Int, Int), threads: Int) {
    let (rows, columns, depth) = size
    let left = noise(depth * rows), right = noise(depth * columns, seed: 4)
    let expected = oracle(
      rows, columns, depth, { left[$1 * rows + $0] }, { right[$0 * columns + $1] })
    let actual = filled(rows * columns) {
      multiplyTransposed(
        left, right, into: $0, rows: rows, columns: columns, depth: depth,
        on: ThreadedWorkers(threads))
    }
    #expect(bits(actual) == bits(expected))
  }

  @Test func epilogueAddsTheBiasAfterTheSumAndThenActivates() {
    let (rows, columns, depth) = (7, 19, 5)
    let left = noise(rows * depth), right = noise(depth * columns, seed: 5)
    let bias = noise(columns, seed: 6)
    let sums = oracle(
      rows, columns, depth, { left[$0 * depth + $1] }, { right[$0 * columns + $1] })
    let expected = sums.enumerated().map { index, sum in
      let value = sum + bias[index % columns]
      return value <= 0 ? 0.25 * value : value
    }
    let actual = filled(rows * columns) { output in
      bias.withUnsafeBufferPointer {
        multiply(
          left, right, into: output, rows: rows, columns: columns, depth: depth,
          Epilogue(bias: $0.baseAddress, activation: .leakyReLU(slope: 0.25)), on: Workers())
      }
    }
    #expect(bits(actual) == bits(expected))
  }
}
