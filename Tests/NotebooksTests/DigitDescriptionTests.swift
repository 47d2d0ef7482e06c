import Digits
import Evaluation
import HarnessTestSupport
import Kernels
import Tensors
import Testing

@testable import Notebooks
@testable import Records

@Suite struct DigitDescriptionTests {
  private let digits = Strokes(seed: 4).draw(0..<200, on: Workers())

  @Test func handsAreStandardDeviationsFromTheMean() {
    let described = DigitDescriptions(of: digits, classes: 10)(digits)
    #expect(described.shape == [200, 12])
    for column in 10...11 {
      let moments = Moments(of: described.column(column))
      #expect(abs(moments.mean) < 1e-5 && abs(moments.deviation - 1) < 1e-5)
    }
    let labels = (0..<10).map { described.column($0) }
    for (row, label) in digits.labels.enumerated() {
      #expect(labels.map { $0[row] } == (0..<10).map { $0 == Int(label) ? 1 : 0 })
    }
  }

  @Test func aSentenceIsADescription() throws {
    let describe = DigitDescriptions(of: digits, classes: 10)
    let thin = describe(try DigitSentence("a very thin three, leaning left"), rows: 2)
    #expect(thin.values == [[0, 0, 0, 1, 0, 0, 0, 0, 0, 0, -1, -1.75]].flatMap { $0 + $0 })
    let slants = Moments(of: ImageMoments(of: digits.tensor).slants.map { Float($0) })
    let upright = describe(try DigitSentence("an upright three"), rows: 1).column(10)[0]
    #expect(abs(Double(upright) + slants.mean / slants.deviation) < 1e-6)
  }

  @Test func whatDoesNotMatchHasTheHandOfTheRowBefore() {
    let described = Tensor([3, 4], [1, 0, 10, 11, 0, 1, 20, 21, 1, 0, 30, 31])
    let (others, hands) = DigitDescriptions.mismatches(of: described)
    #expect(others.values == [1, 0, 30, 31, 1, 0, 10, 11, 0, 1, 20, 21])
    #expect(hands.values == [1, 0, 30, 31, 0, 1, 10, 11, 1, 0, 20, 21])
  }

  @Test func digitsHaveTheHandsThatTheyHave() throws {
    let lab = lab()
    lab.hands(of: digits.tensor, asLike: digits)
    #expect(lab.mistake == nil)
    let values = lab.record.results.compactMap {
      if case .double(let value) = $0.value { value } else { nil }
    }
    #expect(values.count == 6 && values.allSatisfy { abs($0 - 1) < 1e-12 })
  }

  @Test func sentencesAboutDigitsThatAreNotThereAreLeftOutAndSaidSo() throws {
    let few = DigitSet(images: Array(digits.images.prefix(2 * 784)), labels: [1, 7])
    let lab = lab()
    let sentences = try lab.sentences(
      "a one; an upright two; a 7", for: DigitData(name: "few", train: few, test: few))
    #expect(sentences.map(\.digit) == [1, 7])
    let notes = lab.record.outputs.compactMap {
      if case .note(let text) = $0.content { text } else { nil }
    }
    #expect(notes == ["Not drawn: \"an upright two\", for no training image has the label 2."])
  }
}
