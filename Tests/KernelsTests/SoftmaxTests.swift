import Kernels
import TestSupport
import Testing

@Suite struct SoftmaxTests {
  static let sizes = [(0, 3), (1, 1), (1, 10), (15, 10), (16, 10), (17, 26), (300, 10), (513, 2)]

  @Test("each row follows the documented chains on any number of threads", arguments: sizes)
  func rows(_ rows: Int, _ columns: Int) {
    let logits = roughFloats(rows * columns, seed: 21).map { $0 / 32 }
    let targets = noise(rows * columns, seed: 22).map { ($0 + 1) / 2 }
    let gradient = noise(rows, seed: 23)
    var losses: [Float] = []
    var pullback: [Float] = []
    for row in 0..<rows {
      let x = logits[row * columns..<(row + 1) * columns]
      let t = targets[row * columns..<(row + 1) * columns]
      let greatest = x.max() ?? 0
      let sum = x.reduce(Float(0)) { $0 + Elementary.exp($1 - greatest) }
      losses.append(
        zip(x, t).reduce(Elementary.log(sum)) { $0.addingProduct($1.1, greatest - $1.0) })
      pullback += zip(x, t).map {
        gradient[row] * (Elementary.exp($0 - greatest) / sum - $1)
      }
    }
    for workers in allWorkers {
      let actual = filled(rows) {
        Softmax.crossEntropy(
          logits: logits, targets: targets, into: $0, rows: rows, columns: columns, on: workers)
      }
      #expect(bits(actual) == bits(losses))
      let back = filled(rows * columns) {
        Softmax.crossEntropyPullback(
          gradient, logits: logits, targets: targets, into: $0, rows: rows, columns: columns,
          on: workers)
      }
      #expect(bits(back) == bits(pullback))
    }
  }

  @Test("huge logits give a finite loss, and a NaN stays one")
  func extremes() {
    let logits: [Float] = [1e30, -1e30, 0, 0, .nan, 1]
    let targets: [Float] = [1, 0, 1, 0, 0, 1]
    let losses = filled(3) {
      Softmax.crossEntropy(
        logits: logits, targets: targets, into: $0, rows: 3, columns: 2, on: Workers())
    }
    #expect(losses[0] == 0)
    #expect(abs(losses[1] - 0.693_147_2) < 1e-6)
    #expect(losses[2].isNaN)
  }
}
