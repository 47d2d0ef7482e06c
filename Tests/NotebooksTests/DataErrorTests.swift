import HarnessTestSupport
import Digits
import Kernels
import Tensors
import Testing

@testable import Notebooks
@testable import Platform
@testable import Records

/// What a data set cannot give is said before anything is trained.
@Suite struct DataErrorTests {
  private func set(_ labels: [UInt8]) -> DigitSet {
    DigitSet(
      images: labels.indices.flatMap { [UInt8](repeating: UInt8($0), count: 784) }, labels: labels)
  }

  private func lab(_ train: [UInt8], _ test: [UInt8] = [1, 2]) -> Lab {
    lab(DigitData(name: "data", train: set(train), test: set(test)))
  }

  private func lab(_ shape: ImageShape) -> Lab {
    let plain = DigitSet(unlabelled: [UInt8](repeating: 1, count: 3 * shape.size), shape: shape)
    return lab(DigitData(name: "data", train: plain, test: plain))
  }

  private func lab(_ data: DigitData) -> Lab {
    Lab(
      record: record(source: ""), workers: Workers(),
      reporter: ProgressReporter(Transcript().console())
    ) {
      data
    }
  }

  private func failure(_ body: () throws -> Void) throws -> String {
    "\(try #require(#expect(throws: DataError.self) { try body() }))"
  }

  @Test func aBatchOfMoreDigitsThanThereAreIsRefusedBeforeTheFirstStep() throws {
    let few = set([1, 2, 3])
    try few.check(batchesOf: 3)
    #expect(
      try failure { try few.check(batchesOf: 4) } == """
        training takes 4 digits in a step, but there are only 3. Set a smaller batch, or train on 4 digits at least.
        """)
    #expect(
      try failure { try few.check(batchesOf: 500, for: "the CVAE") } == """
        the CVAE takes 500 digits in a step, but there are only 3. Choose a data set with at least 500 training \
        digits.
        """)
    _ = try failure { _ = try BatchSource(few, batchSize: 4, using: RandomStream(key: 1)) }
    _ = try failure {
      try lab([1]).train(on: few, batchSize: 4, epochs: 1, saving: []) { _ in
        Issue.record("a step was made")
        return [:]
      } afterEpoch: { _ in
        Issue.record("an epoch was begun")
      }
    }
  }

  @Test func labelsThatANotebookCannotShowAreRefused() throws {
    #expect(try lab([5, 9, 5]).digits(labels: 2...64).distinctLabels == [5, 9])
    #expect(
      try failure { _ = try lab([7, 7]).digits(labels: 2...64) } == """
        golden, which shows every label by itself, takes digits of 2 to 64 labels, but there is only one. Choose \
        another data set.
        """)
    let many = try failure { _ = try lab(Array(0...64)).digits(labels: 2...64) }
    #expect(many.contains("there are 65"))
    #expect(try lab(Array(0...255)).digits().classes == 256)
  }

  @Test func imagesThatANotebookCannotTakeAreRefused() throws {
    let colour = ImageShape(height: 32, width: 32, channels: 3)
    let upright = ImageShape(height: 20, width: 12)
    #expect(
      try failure { _ = try lab(colour).digits(labels: 0...10) } == """
        golden takes images of 28×28, but there are images of 32×32×3. Choose another data set.
        """)
    #expect(
      try failure { _ = try lab(.digit).digits() } == """
        golden takes labelled images, but there are no labels. Choose another data set.
        """)
    let byEight = try failure {
      _ = try lab(upright).digits(labels: 0...10, images: .sides(multipleOf: 8, channels: 1...1))
    }
    #expect(
      byEight.contains("grey images whose height and width are multiples of 8, but there are"))
    let large = try failure {
      _ = try lab(upright).digits(labels: 0...10, images: .sides(multipleOf: 4, mostValues: 100))
    }
    #expect(
      large.contains("images of at most 100 values whose height and width are multiples of 4"))
    let halved = try lab(upright).digits(labels: 0...10, images: .sides(multipleOf: 4))
    #expect(halved.shape == upright)
    let taken = lab(colour)
    #expect(try taken.digits(labels: 0...0, images: .any).shape == colour)
    #expect(taken.imageShape == colour)
    let tiny = try failure {
      _ = try lab(ImageShape(height: 3, width: 9)).digits(labels: 0...1, images: .any)
    }
    #expect(tiny.contains("images of 4×4 at least, but there are images of 3×9"))
  }

  @Test func nothingIsReadWhereThereAreNoLabels() throws {
    let lab = lab(.digit)
    let digits = try lab.digits(labels: 0...10)
    for read in [{ _ = try lab.judge(for: digits) }, { _ = try lab.yardstick(for: digits) }] {
      #expect(try failure(read).contains("takes labelled images, but there are no labels in data"))
    }
  }

  @Test func nothingIsMeasuredByASingleDigit() throws {
    #expect(try failure { _ = try lab([1]).digits() }.contains("two training digits"))
    #expect(try failure { _ = try lab([1, 2], [1]).digits() }.contains("two test digits"))
  }

  @Test func stylesAreShownBySevensOrByWhatThereIs() {
    func originals(_ test: [UInt8], _ labels: [UInt8]) -> (String, [UInt8]) {
      let originals = StyleOriginals(from: set(test), labels: labels)
      return (
        originals.words,
        stride(from: 0, to: 784 * originals.digits.count, by: 784).map {
          originals.digits.images[$0]
        }
      )
    }
    let digits = (0..<30).map { UInt8($0 % 2 == 0 ? 7 : 1) }
    #expect(originals(digits, [1, 7]) == ("Ten sevens", [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]))
    #expect(originals([2, 7, 7], [2, 7]) == ("Two sevens", [1, 2]))
    #expect(originals([2, 7], [2, 7]) == ("1 digit of label 7", [1]))
    // Without sevens, a label that can be learned; without such a label, any.
    #expect(originals([3, 8, 8], [7, 8]) == ("2 digits of label 8", [1, 2]))
    #expect(originals([3, 8, 8], [0, 1]) == ("1 digit of label 3", [0]))
  }

  @Test func aStyleGoesToEveryLabelAndTheOriginalsKeepTheirRow() {
    let lab = lab([1])
    let model = StyleModel { images, _ in
      images.columns(0..<2)
    } decode: { codes, labels in
      Tensor(
        [labels.count, 784], labels.flatMap { [Float](repeating: Float($0) / 255, count: 784) })
    }
    lab.transfer(by: model, of: set([26, 26, 3]), to: [3, 5, 26])
    #expect(lab.record.arrays["transfer/images"]?.shape == [3, 2, 28, 28])
    let pixels = lab.record.bytes("transfer/images")
    let rows = stride(from: 0, to: pixels.count, by: 784).map { pixels[$0] }
    #expect(rows == [3, 3, 5, 5, 0, 1])
  }

  @Test func panelsOfManyLabelsStayAboutAsWideAsTall() {
    func columns(_ count: Int) -> Int? {
      let spec = FigureSpec.labelPanels((0..<count).map { UInt8($0) }) {
        .image(.whole("planes/label-\($0)"))
      }
      guard let panels = spec.figure as? PanelsFigure, panels.figures.count == count else {
        return nil
      }
      return panels.columns
    }
    #expect([2, 10, 26, 47, 64].map(columns) == [5, 5, 5, 6, 8])
  }

  @Test func anAxisWithoutARangeTakesItFromTheData() {
    #expect(PlotAxis("nats", from: 1, to: 2) == PlotAxis("nats", 1...2))
    let without: [(Double, Double)] = [(2, 1), (1, 1), (.nan, 1), (1, .infinity), (-.infinity, 1)]
    for (least, greatest) in without {
      #expect(PlotAxis("nats", from: least, to: greatest) == PlotAxis("nats"))
    }
  }
}
