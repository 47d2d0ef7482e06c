import Tensors
import Testing

extension OperationCase {
  /// Operations that repeat, add up, cut and reorder along axes.
  static let axes: [OperationCase] = [
    broadcast("[3, 1, 5] + [4, 1]", [3, 1, 5], [4, 1], [3, 4, 5], { $0 + $1 }, { $0 + $1 }),
    broadcast("[4, 3] - [3]", [4, 3], [3], [4, 3], { $0 - $1 }, { $0 - $1 }),
    broadcast(
      "[2, 1, 3] * [2, 19, 1]", [2, 1, 3], [2, 19, 1], [2, 19, 3], { $0 * $1 }, { $0 * $1 }),
    broadcast("[] * [2, 3]", [], [2, 3], [2, 3], { $0 * $1 }, { $0 * $1 }),
    broadcast(
      "[5, 1] / [5, 4]", in: 0.5...2, [5, 1], [5, 4], [5, 4], { $0 / $1 }, { $0 / $1 }),
    OperationCase(
      "broadcast", [[3, 1]], { $0[0].broadcast(to: [2, 3, 4]) },
      reference: { x in elements([2, 3, 4]) { x[0][$0[1]] } }),
    OperationCase(
      "tiled", [[2, 3]], { $0[0].tiled(height: 2, width: 4) },
      reference: { x in elements([2, 2, 4, 3]) { x[0][$0[0] * 3 + $0[3]] } }),
    sum([5, 7], [0], [7]), sum([5, 7], [-1], [5]), sum([3, 1], [0], [1]),
    sum([2, 3, 4], [1], [2, 4]), sum([2, 3, 4, 2], [2, 0], [3, 2]),
    sum([2, 3, 4], [0, -1], [1, 3, 1], keepingAxes: true), sum([2, 3], [0, 1], []),
    OperationCase(
      "mean along [0, 1]", [[2, 3, 4]], { $0[0].mean(along: [0, 1]) },
      reference: { summed($0[0], [2, 3, 4], [0, 1]).map { $0 / 6 } }),
    OperationCase(
      "product", [[3, 5], [5, 4]], { $0[0].matrixProduct(with: $0[1]) },
      reference: { product($0[0], $0[1], [3, 5, 4]) }),
    OperationCase(
      "product of a transposed matrix", [[5, 3], [5, 4]],
      { $0[0].matrixProduct(with: $0[1], transposed: true) },
      reference: { product(transposed($0[0], [5, 3]), $0[1], [3, 5, 4]) }),
    OperationCase(
      "product with a transposed matrix", [[3, 5], [4, 5]],
      { $0[0].matrixProduct(with: $0[1], otherTransposed: true) },
      reference: { product($0[0], transposed($0[1], [4, 5]), [3, 5, 4]) }),
    OperationCase(
      "transposed", [[4, 7]], { $0[0].transposed() }, reference: { transposed($0[0], [4, 7]) }),
    OperationCase(
      "axes in another order", [[2, 3, 4]], { $0[0].transposed([2, 0, 1]) },
      reference: { x in elements([4, 2, 3]) { x[0][($0[1] * 3 + $0[2]) * 4 + $0[0]] } }),
    OperationCase(
      "concatenated along the first axis", [[2, 3], [1, 3], [3, 3]], { $0.concatenated(along: 0) },
      reference: { $0[0] + $0[1] + $0[2] }),
    OperationCase(
      "concatenated along a middle axis", [[2, 2, 3], [2, 1, 3]], { $0.concatenated(along: -2) },
      reference: { x in
        elements([2, 3, 3]) {
          $0[1] < 2 ? x[0][($0[0] * 2 + $0[1]) * 3 + $0[2]] : x[1][$0[0] * 3 + $0[2]]
        }
      }),
    OperationCase(
      "slice", [[2, 5, 3]], { $0[0].slice(1..<4, along: 1) },
      reference: { x in elements([2, 3, 3]) { x[0][($0[0] * 5 + $0[1] + 1) * 3 + $0[2]] } }),
    OperationCase(
      "split", [[2, 5]],
      {
        let parts = $0[0].split([2, 3], along: 1); return parts[1]
      },
      reference: { x in elements([2, 3]) { x[0][$0[0] * 5 + $0[1] + 2] } }),
    OperationCase(
      "first rows", [[4, 3]], { $0[0].firstRows(2) }, reference: { [Double]($0[0].prefix(6)) }),
    OperationCase(
      "last rows", [[4, 3]], { $0[0].lastRows(2) }, reference: { [Double]($0[0].suffix(6)) }),
    OperationCase(
      "rows", [[4, 3]], { $0[0].rows(at: [2, 0, 2, 2]) },
      reference: { x in [2, 0, 2, 2].flatMap { x[0][$0 * 3..<$0 * 3 + 3] } }),
  ]

  /// A case with two operands of different shapes and the same function for every pair of elements.
  private static func broadcast(
    _ name: String, in range: ClosedRange<Float> = -1...1, _ x: [Int], _ y: [Int], _ shape: [Int],
    _ operation: @escaping @Sendable (Tensor, Tensor) -> Tensor,
    _ f: @escaping @Sendable (Double, Double) -> Double
  ) -> OperationCase {
    OperationCase(
      name, [x, y], in: range, { operation($0[0], $0[1]) },
      reference: { operands in
        elements(shape) { index in
          f(element(operands[0], x, at: index), element(operands[1], y, at: index))
        }
      })
  }

  /// The element of an array that broadcasting puts at an index.
  private static func element(_ values: [Double], _ shape: [Int], at index: [Int]) -> Double {
    let place = zip(shape, index.suffix(shape.count)).reduce(0) { place, axis in
      place * axis.0 + (axis.0 == 1 ? 0 : axis.1)
    }
    return values[place]
  }

  private static func sum(
    _ shape: [Int], _ axes: [Int], _ sumShape: [Int], keepingAxes: Bool = false
  ) -> OperationCase {
    OperationCase(
      "sum of \(shape) along \(axes)", [shape],
      { tensors in
        let sum = tensors[0].sum(along: axes, keepingAxes: keepingAxes)
        #expect(sum.shape == sumShape)
        return sum
      },
      reference: { summed($0[0], shape, axes.map { $0 < 0 ? $0 + shape.count : $0 }) })
  }

  /// Sums along some axes, in Double.
  private static func summed(_ values: [Double], _ shape: [Int], _ axes: [Int]) -> [Double] {
    let kept = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
    var sums = [Double](repeating: 0, count: kept.reduce(1, *))
    _ = elements(shape) { index in
      let place = { (lengths: [Int]) in
        zip(lengths, index).reduce(0) { $0 * $1.0 + ($1.0 == 1 ? 0 : $1.1) }
      }
      sums[place(kept)] += values[place(shape)]
      return 0
    }
    return sums
  }

  private static func product(_ x: [Double], _ y: [Double], _ sizes: [Int]) -> [Double] {
    elements([sizes[0], sizes[2]]) { index in
      (0..<sizes[1]).reduce(0) {
        $0 + x[index[0] * sizes[1] + $1] * y[$1 * sizes[2] + index[1]]
      }
    }
  }

  private static func transposed(_ x: [Double], _ shape: [Int]) -> [Double] {
    elements([shape[1], shape[0]]) { x[$0[1] * shape[1] + $0[0]] }
  }
}
