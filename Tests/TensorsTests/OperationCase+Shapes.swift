import Kernels
import Tensors

extension OperationCase {
  static let shapes: [OperationCase] = [
    OperationCase("reshaped", [[4, 6]], { $0[0].reshaped([2, 3, 4]) }, reference: { $0[0] }),
    OperationCase("flattened", [[3, 2, 5]], { $0[0].flattened() }, reference: { $0[0] }),
    concatenated, concatenatedWithItself, concatenatedWithTiles, columns, maxPooled, upSampled,
    droppedOut,
  ]

  private static let concatenated = OperationCase(
    "concatenated", [[4, 3], [4, 5]], { $0[0].concatenated(with: $0[1]) },
    reference: { x in
      elements([4, 8]) { i in i[1] < 3 ? x[0][i[0] * 3 + i[1]] : x[1][i[0] * 5 + i[1] - 3] }
    })

  private static let concatenatedWithItself = OperationCase(
    "concatenated with itself", [[2, 2, 3]], { $0[0].concatenated(with: $0[0]) },
    reference: { x in
      elements([4, 6]) { i in x[0][i[0] * 3 + i[1] % 3] }
    })

  private static let concatenatedWithTiles = OperationCase(
    "concatenated with tiled labels", [[2, 3, 2, 4]],
    { $0[0].concatenated(with: Tensor([2, 2], [1, 0, 0.5, 2]).tiled(height: 3, width: 2)) },
    reference: { x in
      let labels: [Double] = [1, 0, 0.5, 2]
      return elements([2, 6, 6]) { i in
        i[2] < 4 ? x[0][(i[0] * 6 + i[1]) * 4 + i[2]] : labels[i[0] * 2 + i[2] - 4]
      }
    })

  private static let columns = OperationCase(
    "columns", [[5, 7]], { $0[0].columns(2..<5) },
    reference: { x in
      elements([5, 3]) { i in x[0][i[0] * 7 + 2 + i[1]] }
    })

  private static let maxPooled = OperationCase(
    "max-pooled", [[2, 5, 4, 3]], { $0[0].maxPooled() },
    reference: { pooled($0[0], height: 5, width: 4, channels: 3) })

  private static let upSampled = OperationCase(
    "up-sampled", [[2, 3, 2, 3]], { $0[0].upSampled() },
    reference: { x in
      elements([2, 6, 4, 3]) { i in
        x[0][((i[0] * 3 + i[1] / 2) * 2 + i[2] / 2) * 3 + i[3]]
      }
    })

  private static let droppedOut = OperationCase(
    "dropped out", [[5, 9]],
    { $0[0].droppedOut(rate: 0.25, using: RandomStream(key: 3, step: 8)) },
    reference: { dropped($0[0]) })

  /// The values of an array in row-major order, each from its index along every axis.
  static func elements(_ shape: [Int], _ value: ([Int]) -> Double) -> [Double] {
    (0..<shape.reduce(1, *)).map { flat in
      var (rest, index) = (flat, shape)
      for axis in shape.indices.reversed() {
        (rest, index[axis]) = rest.quotientAndRemainder(dividingBy: shape[axis])
      }
      return value(index)
    }
  }
}
