import Foundation
import Kernels
import Tensors

extension OperationCase {
  /// Operations that do several things at once.
  static let fused: [OperationCase] = [
    OperationCase(
      "convolved and pooled", [[1, 5, 4, 1], [3, 3, 1, 32], [32]],
      {
        $0[0].convolvedAndPooled(
          with: $0[1], bias: $0[2], activation: .leakyReLU(slope: 0.25),
          dropping: Dropping(rate: 0.25, using: stream))
      },
      reference: { x in
        let convolved = convolution([1, 5, 4, 1], 3, 32, stride: 1, .identity, { $0 }).reference(x)
        return pooled(
          dropped(convolved.map { $0 > 0 ? $0 : 0.25 * $0 }), height: 5, width: 4, channels: 32)
      }),
    OperationCase(
      "up-sampled and convolved", [[1, 2, 3, 2], [3, 3, 2, 3], [3]],
      { $0[0].upSampledAndConvolved(with: $0[1], bias: $0[2], activation: .tanh) },
      reference: { x in
        let large = elements([1, 4, 6, 2]) { x[0][(($0[1] / 2) * 3 + $0[2] / 2) * 2 + $0[3]] }
        return convolution([1, 4, 6, 2], 3, 3, stride: 1, .tanh, { tanh($0) })
          .reference([large, x[1], x[2]])
      }),
    OperationCase(
      "up-sampled and dropped out", [[1, 2, 3, 3]],
      { $0[0].upSampled(dropping: Dropping(rate: 0.25, using: stream)) },
      reference: { x in
        dropped(elements([1, 4, 6, 3]) { x[0][(($0[1] / 2) * 3 + $0[2] / 2) * 3 + $0[3]] })
      }),
    OperationCase(
      "dense and dropped out", [[4, 3], [3, 5], [5]],
      {
        $0[0].dense(
          weights: $0[1], bias: $0[2], activation: .relu,
          dropping: Dropping(rate: 0.25, using: stream))
      },
      reference: { dropped(dense([4, 3], 5, .relu, { max($0, 0) }).reference($0)) }),
  ]

  private static let stream = RandomStream(key: 3, step: 8)

  /// A dropout at a rate of a quarter, as `DropoutMask` says.
  static func dropped(_ values: [Double]) -> [Double] {
    values.enumerated().map { index, x in
      let word = stream.bits(index / 32 * 16 + index % 16)
      let number = index / 16 % 2 == 0 ? word & 0xffff : word >> 16
      return number >= 16_384 ? x / 0.75 : 0
    }
  }

  /// The greatest element of every 2 × 2 window of images.
  static func pooled(_ x: [Double], height: Int, width: Int, channels: Int) -> [Double] {
    let images = x.count / (height * width * channels)
    return elements([images, (height + 1) / 2, (width + 1) / 2, channels]) { i in
      var best = -Double.infinity
      for row in 2 * i[1]..<min(2 * i[1] + 2, height) {
        for column in 2 * i[2]..<min(2 * i[2] + 2, width) {
          best = max(best, x[((i[0] * height + row) * width + column) * channels + i[3]])
        }
      }
      return best
    }
  }
}
