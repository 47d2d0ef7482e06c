import Kernels
import Tensors
import Testing

@testable import Evaluation

@Suite struct DistanceTests {
  @Test("rows are as far apart as Pythagoras has it")
  func rows() {
    let a = Tensor([3, 2], [0, 0, 1, 1, -2, 5]), b = Tensor([3, 2], [3, 4, 1, 1, -7, -7])
    #expect(a.distances(to: b) == [5, 0, 13])
  }

  @Test("equal numbers are not less")
  func less() {
    #expect(shareLess([1, 2, 3, 4], [2, 2, 2, 5]) == 0.5)
  }

  @Test("what lies off the points is measured by its length")
  func lengths() {
    let points = Tensor([2, 2], [0, 0, 1, 0])
    // Pieces of length 1, 3 and 5; the last two end far from both points.
    let line = Tensor([4, 2], [0, 0, 1, 0, 1, 3, 5, 6])
    #expect(shareOfLength(of: [line], fartherThan: 0.5, from: points) == 8.0 / 9)
    #expect(shareOfLength(of: [line, line], fartherThan: 3, from: points) == 5.0 / 9)
    #expect(shareOfLength(of: [line], fartherThan: 10, from: points) == 0)
    #expect(shareOfLength(of: [Tensor([1, 2], [7, 7])], fartherThan: 1, from: points) == 0)
  }
}

@Suite struct DistortionTests {
  let images = Tensor([2, 6], (1...12).map { Float($0) })

  @Test("erased rows are empty, and all others as they were")
  func erasing() {
    let erased = images.erasing(rows: 1..<2, width: 2)
    #expect(erased.shape == [2, 6])
    #expect(erased.values == [1, 2, 0, 0, 5, 6, 7, 8, 0, 0, 11, 12])
    #expect(images.erasing(rows: 0..<0, width: 2).values == images.values)
  }

  @Test("half a pixel to the right is the mean of two neighbours, within each row")
  func moving() {
    let moved = images.movedRightByHalfAPixel(width: 3)
    #expect(moved.shape == [2, 6])
    #expect(moved.values == [0.5, 1.5, 2.5, 2, 4.5, 5.5, 3.5, 7.5, 8.5, 5, 10.5, 11.5])
  }
}
