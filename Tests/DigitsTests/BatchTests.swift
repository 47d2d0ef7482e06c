import Testing

@testable import Digits

@Suite struct BatchTests {
  let set = DigitSet(images: patternPixels, labels: patternLabels)

  @Test func cutsAPermutationAndDropsTheIncompleteLastBatch() {
    let order = BatchOrder(permutation: [4, 2, 0, 3, 1], batchSize: 2)
    #expect(order.map(Array.init) == [[4, 2], [0, 3]])
    #expect(BatchOrder(permutation: [1, 0], batchSize: 3).isEmpty)
    #expect(BatchOrder(permutation: [1, 0], batchSize: 2).count == 1)
  }

  @Test(arguments: [PixelRange.unit, .symmetric])
  func roundsEveryPixelOnce(range: PixelRange) {
    let ramp = DigitSet(images: (0..<784).map { UInt8($0 % 256) }, labels: [0])
    var out = [Float](repeating: .nan, count: 784)
    ramp.copyImages(in: 0..<1, as: range, into: &out)
    for x in 0..<256 {
      // In double precision the quotient is close enough to round to the right Float.
      let exact = range == .unit ? Double(x) / 255 : (2 * Double(x) - 255) / 255
      #expect(out[x] == Float(exact))
    }
    #expect(out[0] == (range == .unit ? 0 : -1))
    #expect(out[255] == 1)
  }

  @Test func copiesImagesInTheOrderAsked() {
    let order = BatchOrder(permutation: [4, 2, 0, 3, 1], batchSize: 2)
    var out = [Float](repeating: .nan, count: 2 * 784)
    set.copyImages(at: order[1], as: .unit, into: &out)
    let expected = patternPixels[..<784] + patternPixels[(3 * 784)..<(4 * 784)]
    #expect(out == expected.map { Float($0) / 255 })
    set.copyImages(in: 1..<3, as: .unit, into: &out)
    #expect(out == patternPixels[784..<(3 * 784)].map { Float($0) / 255 })
  }

  @Test func copiesLabelsAndOneHotRows() {
    var labels: [UInt8] = [9, 9, 9]
    set.copyLabels(at: [4, 2], into: &labels)
    #expect(labels == [5, 4, 9])
    var rows = [Float](repeating: .nan, count: 14)
    set.copyOneHot(at: [2, 1], classes: 7, into: &rows)
    #expect(rows == [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0])
  }

  @Test func countsClassesUpToTheHighestLabel() {
    #expect(set.classes == 6)
    #expect(DigitSet(images: Array(patternPixels[..<784]), labels: [255]).classes == 256)
    #expect(DigitSet(images: [], labels: []).classes == 0)
  }

  @Test func stopsAtAnIndexThatIsNotThere() async {
    await #expect(processExitsWith: .failure) {
      let set = DigitSet(images: patternPixels, labels: patternLabels)
      var label: [UInt8] = [0]
      set.copyLabels(at: [5], into: &label)
    }
  }

  @Test func stopsAtPixelsThatDoNotFitTheLabels() async {
    await #expect(processExitsWith: .failure) {
      _ = DigitSet(images: [1, 2, 3], labels: [1])
    }
  }
}
