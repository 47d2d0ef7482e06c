import Kernels
import TestSupport
import Testing

/// Copies in another order and arithmetic with repeated operands, against loops over one element at a time.
@Suite struct StridedTests {
  /// Shapes of an output, and the steps of two operands.
  static let cases: [(shape: [Int], x: [Int], y: [Int])] = [
    ([], [], []), ([5], [1], [0]), ([3, 4], [4, 1], [0, 1]), ([3, 4], [1, 0], [4, 1]),
    ([2, 3, 17], [0, 17, 1], [3, 1, 0]), ([1, 40_000], [0, 1], [0, 0]),
    ([130, 257], [257, 1], [1, 0]),
    ([2, 1, 5, 3], [15, 3, 3, 1], [0, 0, 0, 1]), ([4, 0, 3], [0, 3, 1], [3, 0, 1]),
  ]

  /// Where element `index` of the output is found.
  private func place(_ index: Int, _ shape: [Int], _ steps: [Int]) -> Int {
    var (rest, place) = (index, 0)
    for axis in shape.indices.reversed() {
      place += rest % shape[axis] * steps[axis]
      rest /= shape[axis]
    }
    return place
  }

  @Test(arguments: cases, threadCounts)
  func combinesOperandsThatAreRepeated(
    _ example: (shape: [Int], x: [Int], y: [Int]), threads: Int
  ) {
    let count = example.shape.reduce(1, *)
    let x = noise(max(count, 1)), y = noise(max(count, 1), seed: 2).map { $0 + 2 }
    let axes = StridedAxes(shape: example.shape, steps: [example.x, example.y])
    let operations: [(BinaryOperation, (Float, Float) -> Float)] = [
      (.sum, { $0 + $1 }), (.difference, { $0 - $1 }), (.product, { $0 * $1 }),
      (.quotient, { $0 / $1 }),
    ]
    for (operation, f) in operations {
      let expected = (0..<count).map {
        f(x[place($0, example.shape, example.x)], y[place($0, example.shape, example.y)])
      }
      let actual = filled(count) {
        Strided.combine(operation, x, y, axes, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(firstDifference(actual, expected) == nil)
    }
  }

  /// Shapes of an output and the steps of its operand: transposed, repeated and as it is.
  static let copies: [(shape: [Int], steps: [Int])] = [
    ([], []), ([7, 5], [1, 7]), ([2, 3, 4], [1, 8, 2]), ([3, 19, 21], [21, 0, 1]),
    ([300, 200], [1, 300]), ([9, 10], [10, 1]), ([6, 4, 10], [10, 0, 1]),
  ]

  @Test(arguments: copies, threadCounts)
  func copiesInAnotherOrder(_ example: (shape: [Int], steps: [Int]), threads: Int) {
    let count = example.shape.reduce(1, *)
    let source = noise(count)
    let expected = (0..<count).map { source[place($0, example.shape, example.steps)] }
    let axes = StridedAxes(shape: example.shape, steps: [example.steps])
    let actual = filled(count) {
      Strided.copy(source, axes, into: $0, on: ThreadedWorkers(threads))
    }
    #expect(firstDifference(actual, expected) == nil)
  }
}
