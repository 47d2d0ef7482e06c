import Foundation
import Layers
import Tensors
import TestSupport
import Testing

@Suite struct SoftmaxLossTests {
  /// −Σ t log softmax(x) in double precision, by the definition.
  private func loss(_ logits: [Double], _ targets: [Double], columns: Int) -> Double {
    var total = 0.0
    for row in stride(from: 0, to: logits.count, by: columns) {
      let x = logits[row..<row + columns]
      let greatest = x.max() ?? 0
      let sum = x.reduce(0) { $0 + exp($1 - greatest) }
      for k in row..<row + columns where targets[k] > 0 {
        total -= targets[k] * log(exp(logits[k] - greatest) / sum)
      }
    }
    return total
  }

  @Test("the gradient of the softmax's cross-entropy is that of finite differences")
  func gradient() throws {
    let (rows, columns) = (7, 10)
    let values = noise(rows * columns, seed: 5).map { $0 * 3 }
    var targets = [Float](repeating: 0, count: rows * columns)
    for row in 0..<rows { targets[row * columns + row * 3 % columns] = 1 }
    let logits = Parameter(Tensor([rows, columns], values))
    let expected = Tensor([rows, columns], targets)
    let result = softmaxCrossEntropyLoss(
      logits: logits.tensor, expected: expected, reduction: .sum)
    let (x, t) = (values.map(Double.init), targets.map(Double.init))
    #expect(abs(Double(result.scalar) - loss(x, t, columns: columns)) < 1e-4)
    let gradient = try gradients(of: result, for: [logits])[0].values
    for place in x.indices {
      var (up, down) = (x, x)
      up[place] += 1e-4
      down[place] -= 1e-4
      let slope = (loss(up, t, columns: columns) - loss(down, t, columns: columns)) / 2e-4
      #expect(abs(Double(gradient[place]) - slope) < 1e-5)
    }
  }

  @Test("equal logits cost the logarithm of the number of classes")
  func ignorance() {
    let logits = Tensor([4, 10], repeating: 2.5)
    let expected = Tensor([4, 10], [Float]((0..<40).map { $0 % 10 == 3 ? 1 : 0 }))
    let mean = softmaxCrossEntropyLoss(logits: logits, expected: expected, reduction: .mean)
    #expect(abs(mean.scalar - 2.302_585) < 1e-5)
  }
}
