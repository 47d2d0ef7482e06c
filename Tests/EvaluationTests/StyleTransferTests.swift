import Digits
import Kernels
import Tensors
import Testing

@testable import Evaluation

@Suite struct StyleTransferTests {
  @Test("every digit gets another label, and the other labels come equally often")
  func newLabels() {
    let labels = (0..<900).map { UInt8($0 / 9 % 10) }
    let others = StyleTransfer.newLabels(for: labels, among: Array(0..<10))
    for label in 0..<UInt8(10) {
      let counts = (0..<UInt8(10)).map { other in
        zip(labels, others).count { $0 == label && $1 == other }
      }
      #expect(counts == (0..<10).map { $0 == Int(label) ? 0 : 10 })
    }
  }

  @Test("labels may have gaps, and a label that nobody has learned becomes one that is there")
  func newLabelsAmongFew() {
    let labels: [UInt8] = [1, 1, 5, 5, 26, 26, 9, 9]
    let others = StyleTransfer.newLabels(for: labels, among: [1, 5, 26])
    #expect(others == [5, 26, 26, 1, 1, 5, 5, 26])
    #expect(StyleTransfer.newLabels(for: [3, 8, 3], among: [3, 8]) == [8, 3, 8])
  }

  @Test("what is kept, lost or turned round shows in the correlations")
  func correlations() throws {
    let digits = Strokes(seed: 4).draw(0..<400, on: Workers())
    let images = digits.pictures(0..<400)
    let mirrored = Tensor(
      [400, 784], (0..<400 * 784).map { images.values[$0 / 28 * 28 + 27 - $0 % 28] })
    let judge = Judge(classes: 10, .digit)
    let same = StyleTransfer(
      from: images, digits.labels, to: images, digits.labels, readBy: judge)
    #expect(abs(same.slant - 1) < 1e-12 && abs(same.thickness - 1) < 1e-12)
    #expect(abs(same.slantSlope - 1) < 1e-12 && abs(same.thicknessSlope - 1) < 1e-12)
    let turned = StyleTransfer(
      from: images, digits.labels, to: mirrored, digits.labels, readBy: judge)
    #expect(turned.slant < -0.99 && turned.thickness > 0.99)
    #expect(abs(turned.slantSlope + 1) < 0.02)
    let read = judge.reading(of: images).labels
    let agreeing = zip(read, digits.labels).count { $0 == $1 }
    #expect(same.agreement.overall == Double(agreeing) / 400)
  }

  @Test("numbers are taken less the mean of their label")
  func centring() {
    #expect(centered([1, 5, 3, 9], by: [2, 7, 2, 7]) == [-1, -2, 1, 2])
  }
}
