import Testing

@testable import Digits

@Suite struct LabelsTests {
  private func data(train: [UInt8], test: [UInt8]) -> DigitData {
    func set(_ labels: [UInt8]) -> DigitSet {
      DigitSet(images: [UInt8](repeating: 0, count: labels.count * 784), labels: labels)
    }
    return DigitData(name: "labels", train: set(train), test: set(test))
  }

  @Test func labelsAreThoseOfTheTrainingDigitsAndClassesAreWideEnoughForAll() {
    let letters = data(train: [26, 3, 1, 3, 255], test: [1, 7])
    #expect(letters.distinctLabels == [1, 3, 26, 255])
    #expect(letters.classes == 256)
    #expect(data(train: [1, 2], test: [9]).classes == 10)
    #expect(data(train: [1, 2], test: [9]).distinctLabels == [1, 2])
  }

  @Test func aLabelThatIsNotThereIsReplacedByOneThatIs() {
    #expect(
      data(train: Array(0..<10), test: [0]).labels(preferring: [2, 4, 7, 8]) == [2, 4, 7, 8])
    #expect(data(train: [1, 4, 9], test: [0]).labels(preferring: [2, 4, 7, 8]) == [9, 4, 4, 9])
    #expect(data(train: [200], test: [0]).labels(preferring: [3, 200]) == [200, 200])
  }
}
