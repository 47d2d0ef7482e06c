import Foundation
import Kernels
import Tensors

extension OperationCase {
  static let images: [OperationCase] = [
    transposedConvolution([2, 3, 4, 2], 4, 3, stride: 2, .relu, { max($0, 0) }),
    transposedConvolution([1, 3, 2, 3], 5, 2, stride: 2, .tanh, { tanh($0) }),
    transposedConvolution([2, 2, 2, 2], 1, 2, stride: 2, .identity, { $0 }),
    transposedConvolution([1, 2, 3, 2], 5, 9, stride: 3, .sigmoid, sigmoid),
    transposedConvolution([1, 4, 3, 2], 3, 2, stride: 1, .elu, { $0 > 0 ? $0 : exp($0) - 1 }),
    averagePooled(size: 2, stride: 2), averagePooled(size: 3, stride: 2),
    OperationCase(
      "padded", [[2, 3, 2, 3]], { $0[0].padded(top: 1, bottom: 0, left: 2, right: 1) },
      reference: { x in
        elements([2, 4, 5, 3]) { i in
          let (row, column) = (i[1] - 1, i[2] - 2)
          return row >= 0 && 0..<2 ~= column
            ? x[0][((i[0] * 3 + row) * 2 + column) * 3 + i[3]] : 0
        }
      }),
    OperationCase(
      "padded by reflection", [[2, 4, 3, 2]], { $0[0].padded(by: 2, .reflecting) },
      reference: { x in
        func reflected(_ place: Int, _ size: Int) -> Int {
          let distance = abs(place - 2)
          return distance < size ? distance : 2 * size - 2 - distance
        }
        return elements([2, 8, 7, 2]) { i in
          x[0][((i[0] * 4 + reflected(i[1], 4)) * 3 + reflected(i[2], 3)) * 2 + i[3]]
        }
      }),
    resized("bilinear", .bilinear, 7, 9) { max(0, 1 - abs($0)) },
    resized("bilinear, smaller", .bilinear, 2, 3) { max(0, 1 - abs($0)) },
    resized("bicubic", .bicubic, 9, 5) { cubic(abs($0)) },
    OperationCase(
      "pixel-shuffled", [[2, 3, 2, 12]], { $0[0].pixelShuffled(scale: 2) },
      reference: { x in
        elements([2, 6, 4, 3]) { i in
          x[0][
            ((i[0] * 3 + i[1] / 2) * 2 + i[2] / 2) * 12 + (i[1] % 2 * 2 + i[2] % 2) * 3 + i[3]]
        }
      }),
    OperationCase(
      "pixel-unshuffled", [[2, 4, 6, 2]], { $0[0].pixelUnshuffled(scale: 2) },
      reference: { x in
        elements([2, 2, 3, 8]) { i in
          let row = 2 * i[1] + i[3] / 4, column = 2 * i[2] + i[3] / 2 % 2
          return x[0][((i[0] * 4 + row) * 6 + column) * 2 + i[3] % 2]
        }
      }),
    OperationCase(
      "batch-normalised by given moments", [[4, 3, 5], [5], [5]],
      {
        let mean = Tensor([5], [0.1, -0.2, 0.3, 0, 1]),
          variance = Tensor([5], [1, 0.5, 2, 4, 0.25])
        return $0[0].batchNormalized(
          moments: (mean, variance), scale: $0[1], offset: $0[2], epsilon: 1e-3
        ).output
      },
      reference: { x in
        let mean = [0.1, -0.2, 0.3, 0, 1], variance = [1, 0.5, 2, 4, 0.25]
        return x[0].enumerated().map { index, value in
          let column = index % 5
          return (value - mean[column]) / sqrt(variance[column] + 1e-3) * x[1][column]
            + x[2][column]
        }
      }),
    OperationCase(
      "instance-normalised", [[3, 2, 4, 5], [5], [5]], in: 0...2,
      { $0[0].instanceNormalized(scale: $0[1], offset: $0[2], epsilon: 1e-3) },
      reference: { x in
        (0..<3).flatMap { image in
          batchNormalized(
            [Array(x[0][image * 40..<(image + 1) * 40]), x[1], x[2]], columns: 5, epsilon: 1e-3)
        }
      }),
  ]

  /// f(Σ of all kernels that reach a pixel + bias), found by adding the kernel of one input pixel after the other.
  static func transposedConvolution(
    _ shape: [Int], _ size: Int, _ outputs: Int, stride: Int, _ activation: Activation,
    _ f: @escaping @Sendable (Double) -> Double
  ) -> OperationCase {
    let (height, width, inputs) = (shape[1], shape[2], shape[3])
    let margin = max(0, size - stride) / 2
    return OperationCase(
      "transposed convolution \(size)×\(size) stride \(stride) \(activation)",
      [shape, [size, size, outputs, inputs], [outputs]],
      {
        $0[0].convolvedTransposed(with: $0[1], bias: $0[2], stride: stride, activation: activation)
      },
      reference: { x in
        var sums = elements([shape[0], height * stride, width * stride, outputs]) { x[2][$0[3]] }
        for pixel in 0..<shape[0] * height * width {
          for tap in 0..<size * size {
            let row = pixel / width % height * stride - margin + tap / size
            let column = pixel % width * stride - margin + tap % size
            guard 0..<height * stride ~= row, 0..<width * stride ~= column else { continue }
            let target =
              (pixel / (height * width) * height * stride + row) * width * stride + column
            for out in 0..<outputs {
              for channel in 0..<inputs {
                sums[target * outputs + out] +=
                  x[0][pixel * inputs + channel] * x[1][(tap * outputs + out) * inputs + channel]
              }
            }
          }
        }
        return sums.map(f)
      })
  }

  private static func averagePooled(size: Int, stride: Int) -> OperationCase {
    OperationCase(
      "average-pooled \(size) by \(stride)", [[2, 5, 4, 3]],
      { $0[0].averagePooled(size: size, stride: stride) },
      reference: { x in
        func window(_ place: Int, _ length: Int) -> Range<Int> {
          let count = (length + stride - 1) / stride
          let first = place * stride - max(0, (count - 1) * stride + size - length) / 2
          return max(0, first)..<min(length, first + size)
        }
        return elements([2, 3, 2, 3]) { i in
          let rows = window(i[1], 5), columns = window(i[2], 4)
          var sum = 0.0
          for row in rows {
            for column in columns { sum += x[0][((i[0] * 5 + row) * 4 + column) * 3 + i[3]] }
          }
          return sum / Double(rows.count * columns.count)
        }
      })
  }

  /// Each pixel as the sum of all source pixels, those repeated beyond the edges too, times a kernel of the distance.
  private static func resized(
    _ name: String, _ method: Interpolation, _ height: Int, _ width: Int,
    _ kernel: @escaping @Sendable (Double) -> Double
  ) -> OperationCase {
    OperationCase(
      "resized, \(name)", [[2, 4, 5, 2]],
      { $0[0].resized(height: height, width: width, method) },
      reference: { x in
        func weights(_ place: Int, _ source: Int, _ target: Int) -> [Double] {
          let position = (Double(place) + 0.5) * Double(source) / Double(target) - 0.5
          var weights = [Double](repeating: 0, count: source)
          for neighbour in -3..<source + 3 {
            weights[min(max(neighbour, 0), source - 1)] += kernel(position - Double(neighbour))
          }
          return weights
        }
        return elements([2, height, width, 2]) { i in
          let rows = weights(i[1], 4, height), columns = weights(i[2], 5, width)
          var sum = 0.0
          for row in 0..<4 {
            for column in 0..<5 {
              sum += rows[row] * columns[column] * x[0][((i[0] * 4 + row) * 5 + column) * 2 + i[3]]
            }
          }
          return sum
        }
      })
  }

  /// Keys's kernel with a = −¾.
  @Sendable private static func cubic(_ x: Double) -> Double {
    if x <= 1 { return 1.25 * x * x * x - 2.25 * x * x + 1 }
    return x < 2 ? -0.75 * (x * x * x - 5 * x * x + 8 * x - 4) : 0
  }
}
