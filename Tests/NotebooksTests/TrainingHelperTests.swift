import HarnessTestSupport
import Kernels
import Tensors
import Testing

@testable import Notebooks
@testable import Records

struct MapRowsTests {
  @Test func rowsComeBackInTheirOrderHoweverManyAreTransformedAtATime() {
    let rows = Tensor.normal([7, 3], using: RandomStream(key: 3))
    for count in [1, 2, 7, 100] {
      var sizes: [Int] = []
      let doubled = rows.mapRows(atATime: count) { some in
        sizes.append(some.shape[0])
        return (2 * some).reshaped([some.shape[0], 1, 3])
      }
      #expect(doubled.shape == [7, 1, 3])
      #expect(doubled.values == rows.values.map { 2 * $0 })
      #expect(sizes.allSatisfy { $0 <= count } && sizes.reduce(0, +) == 7)
    }
  }
}

extension MapRowsTests {
  @Test func rowsOfTwoTensorsStayTogether() {
    let first = Tensor([5, 2], (0..<10).map { Float($0) })
    let second = Tensor([5, 1], (0..<5).map { Float(100 * $0) })
    let sums = first.mapRows(with: second, atATime: 2) { rows, others in
      Tensor(
        [rows.shape[0], 1], zip(rows.column(1), others.column(0)).map { $0 + $1 })
    }
    #expect(sums.values == [1, 103, 205, 307, 409])
  }
}

struct PlaneTests {
  @Test func aPlaneSetsItsPicturesSideBySide() {
    let lab = lab()
    let images = Tensor(
      [4, 784], (0..<4).flatMap { [Float](repeating: Float($0) / 3, count: 784) })
    lab.plane("digits", "Plane", images: images)
    let plane = lab.record.arrays["planes/digits"]
    #expect(plane?.shape == [56, 56])
    let half = { (left: UInt8, right: UInt8) in
      (0..<28).flatMap { _ in
        [UInt8](repeating: left, count: 28) + [UInt8](repeating: right, count: 28)
      }
    }
    #expect(plane?.values == .uint8(half(0, 85) + half(170, 255)))
  }

  @Test func everyLabelGetsAPlaneAndAFrameOfItsOwn() {
    let lab = lab()
    let labels: [UInt8] = [1, 7, 26]
    let decode = { (codes: Tensor, labels: [UInt8]) in
      Tensor(
        [labels.count, 784],
        labels.flatMap { [Float](repeating: Float($0) / 255, count: 784) })
    }
    lab.labelPlanes("planes", "Planes", of: labels, dimensions: 3, decode: decode)
    lab.labelManifolds(of: labels, dimensions: 3, step: 0, decode: decode)
    for label in labels {
      let plane = lab.record.arrays["planes/label-\(label)"]
      #expect(plane?.values == .uint8([UInt8](repeating: label, count: 280 * 280)))
      let frame = lab.record.arrays["manifold/label-\(label)"]
      #expect(frame?.shape == [1, 224, 224])
      #expect(frame?.values == .uint8([UInt8](repeating: label, count: 224 * 224)))
    }
  }
}
