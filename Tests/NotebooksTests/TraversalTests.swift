import Records
import HarnessTestSupport
import Tensors
import Testing

@testable import Notebooks

struct TraversalTests {
  @Test func rowsAreTheCoordinatesThatChangeThePictureMost() throws {
    let lab = lab()
    // The second coordinate is as grey as it is large, the third a fifth of that; the first does nothing.
    lab.traversals(latent: 3, most: 2) { (codes: Tensor) -> Tensor in
      var pixels: [Float] = []
      for (second, third) in zip(codes.column(1), codes.column(2)) {
        let grey: Float = 0.5 + second / 10 + third / 50
        pixels += [Float](repeating: grey, count: 784)
      }
      return Tensor([codes.shape[0], 784], pixels)
    }
    #expect(lab.mistake == nil)
    #expect(lab.record.arrays["traversals/images"]?.shape == [2, 7, 28, 28])
    let changes = try #require(lab.record.arrays["traversals/changes"]?.doubles)
    #expect(changes[0] == 0 && abs(changes[1] - 0.2) < 1e-6 && abs(changes[2] - 0.04) < 1e-6)
    let bytes = lab.record.bytes("traversals/images")
    let greys = stride(from: 0, to: bytes.count, by: 784).map { Int(bytes[$0]) }
    #expect(greys[..<7] == [51, 77, 102, 128, 153, 179, 204])
    #expect(greys[7] < greys[13] && greys[10] == greys[3])
  }

  @Test func codesOfTheWrongLengthAreRefused() {
    let lab = lab()
    lab.traversals(latent: 3, around: Tensor([1, 2], [0, 0])) { $0 }
    #expect(lab.mistake != nil)
  }

  @Test func theEndsOfAWayHaveDifferentLabels() {
    let labels: [UInt8] = [3, 3, 3, 7, 7, 1]
    let ends = Lab.ends(of: labels, confidences: [0.9, 0.8, 0.7, 0.6, 0.5, 0.4], count: 4)
    #expect(ends == [0, 3, 4, 5])
    let many = Lab.ends(of: [0, 1, 2, 3, 3], confidences: [0.1, 0.2, 0.3, 0.4, 0.5], count: 4)
    #expect(many == [4, 2, 1, 0])
    for way in 0..<2 { #expect(labels[ends[way]] != labels[ends[way + 2]]) }
  }
}
