import Foundation
import Kernels
import Tensors

extension OperationCase {
  static let layers: [OperationCase] = [
    dense([5, 7], 4, .identity, { $0 }),
    dense([3, 2, 6], 3, .relu, { max($0, 0) }),
    dense([5, 19], 17, .leakyReLU(slope: 0.25), { $0 > 0 ? $0 : 0.25 * $0 }),
    dense([2, 3], 5, .elu, { $0 > 0 ? $0 : exp($0) - 1 }),
    dense([4, 3], 1, .sigmoid, sigmoid),
    dense([6, 4], 5, .tanh, { tanh($0) }),
    convolution(
      [2, 6, 5, 2], 5, 3, stride: 1, .leakyReLU(slope: 0.25), { $0 > 0 ? $0 : 0.25 * $0 }),
    convolution([2, 8, 7, 1], 7, 2, stride: 2, .identity, { $0 }),
    convolution([1, 6, 7, 3], 3, 2, stride: 2, .tanh, { tanh($0) }),
    convolution([2, 4, 4, 2], 1, 2, stride: 1, .sigmoid, sigmoid),
    convolution([1, 5, 5, 2], 2, 3, stride: 1, .elu, { $0 > 0 ? $0 : exp($0) - 1 }),
    convolution([1, 7, 6, 2], 4, 2, stride: 2, .relu, { max($0, 0) }),
    OperationCase(
      "batch-normalised", [[9, 3], [3], [3]],
      { $0[0].batchNormalized(moments: nil, scale: $0[1], offset: $0[2], epsilon: 1e-3).output },
      reference: { batchNormalized($0, columns: 3, epsilon: 1e-3) }),
    OperationCase(
      "batch-normalised images", [[2, 3, 4, 5], [5], [5]], in: 0...2,
      { $0[0].batchNormalized(moments: nil, scale: $0[1], offset: $0[2], epsilon: 1e-3).output },
      reference: { batchNormalized($0, columns: 5, epsilon: 1e-3) }),
  ]

  /// f(x · weights + bias) for x of a shape.
  static func dense(
    _ shape: [Int], _ outputs: Int, _ activation: Activation,
    _ f: @escaping @Sendable (Double) -> Double
  ) -> OperationCase {
    let inputs = shape[shape.count - 1]
    return OperationCase(
      "dense \(activation)", [shape, [inputs, outputs], [outputs]],
      { $0[0].dense(weights: $0[1], bias: $0[2], activation: activation) },
      reference: { x in
        elements([x[0].count / inputs, outputs]) { i in
          f(
            (0..<inputs).reduce(x[2][i[1]]) {
              $0 + x[0][i[0] * inputs + $1] * x[1][$1 * outputs + i[1]]
            })
        }
      })
  }

  /// f(x ∗ kernel + bias) for a square kernel, with TensorFlow's `same` padding.
  static func convolution(
    _ shape: [Int], _ size: Int, _ outputs: Int, stride: Int, _ activation: Activation,
    _ f: @escaping @Sendable (Double) -> Double
  ) -> OperationCase {
    let (height, width, inputs) = (shape[1], shape[2], shape[3])
    let outHeight = (height + stride - 1) / stride
    let outWidth = (width + stride - 1) / stride
    let top = max(0, (outHeight - 1) * stride + size - height) / 2
    let left = max(0, (outWidth - 1) * stride + size - width) / 2
    return OperationCase(
      "convolution \(size)×\(size) stride \(stride) \(activation)",
      [shape, [size, size, inputs, outputs], [outputs]],
      { $0[0].convolved(with: $0[1], bias: $0[2], stride: stride, activation: activation) },
      reference: { x in
        elements([shape[0], outHeight, outWidth, outputs]) { i in
          var sum = x[2][i[3]]
          for kernelRow in 0..<size {
            for kernelColumn in 0..<size {
              let row = i[1] * stride + kernelRow - top
              let column = i[2] * stride + kernelColumn - left
              guard row >= 0, row < height, column >= 0, column < width else { continue }
              let pixel = ((i[0] * height + row) * width + column) * inputs
              let weight = (kernelRow * size + kernelColumn) * inputs
              for channel in 0..<inputs {
                sum += x[0][pixel + channel] * x[1][(weight + channel) * outputs + i[3]]
              }
            }
          }
          return f(sum)
        }
      })
  }

  /// Scale and offset after normalisation by the batch's own mean and biased variance.
  @Sendable static func batchNormalized(
    _ x: [[Double]], columns: Int, epsilon: Double
  ) -> [Double] {
    let rows = x[0].count / columns
    let mean = (0..<columns).map { column in
      (0..<rows).reduce(0) { $0 + x[0][$1 * columns + column] } / Double(rows)
    }
    let variance = (0..<columns).map { column in
      (0..<rows).reduce(0) { $0 + pow(x[0][$1 * columns + column] - mean[column], 2) }
        / Double(rows)
    }
    return x[0].enumerated().map { index, value in
      let column = index % columns
      return (value - mean[column]) / sqrt(variance[column] + epsilon) * x[1][column]
        + x[2][column]
    }
  }
}
