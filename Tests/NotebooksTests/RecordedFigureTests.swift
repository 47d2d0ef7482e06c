import Digits
import HarnessTestSupport
import Kernels
import Tensors
import Testing

@testable import Notebooks
@testable import Records

struct RecordedFigureTests {
  @Test func curvesAreLeftByGroupAndNumberAndShownInAPanelEach() {
    let lab = lab()
    let points = Tensor([3, 2], [0, 0, 1, 1, 2, 2])
    let curves = [Tensor([2, 2], [0, 0, 2, 2]), Tensor([1, 2], [5, 5])]
    lab.curves("toy", "Curves", through: points, ["one": [curves[0]], "two": curves], range: 0...5)
    #expect(lab.mistake == nil)
    #expect(lab.record.arrays["toy/points"]?.shape == [3, 2])
    #expect(lab.record.arrays["toy/one-0"]?.values == .float([0, 0, 2, 2]))
    #expect(lab.record.arrays["toy/two-1"]?.values == .float([5, 5]))
    guard case .figure(let figure)? = lab.record.outputs.first?.content,
      let panels = figure.spec.figure as? PanelsFigure
    else {
      Issue.record("no panels")
      return
    }
    #expect(figure.name == "toy" && panels.figures.count == 2)
  }

  @Test func reconstructionsStandBelowTheirDigitsAndAreMeasuredByTheirSharpness() {
    let lab = lab()
    let pixels = (0..<3 * 784).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let digits = DigitSet(images: pixels, labels: [1, 2, 3])
    let exact = StyleModel { images, _ in
      images
    } decode: { codes, _ in
      codes
    }
    let faint = StyleModel { images, _ in
      images
    } decode: { codes, _ in
      0.5 * codes
    }
    lab.reconstructions(of: digits, by: ["exact": exact, "faint": faint])
    #expect(lab.mistake == nil)
    #expect(lab.record.arrays["reconstructions/images"]?.shape == [3, 3, 28, 28])
    #expect(Array(lab.record.bytes("reconstructions/images")[..<(6 * 784)]) == pixels + pixels)
    let sharpness = lab.record.outputs.compactMap { output -> Scalar? in
      guard case .result(let result) = output.content else { return nil }
      return result.value
    }
    // The square of half a Laplacian is a quarter.
    #expect(sharpness == [.double(1), .double(0.25)])
  }
}
