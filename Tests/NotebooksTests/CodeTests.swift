import Digits
import Evaluation
import HarnessTestSupport
import Kernels
import Layers
import Tensors
import Testing

@testable import Notebooks
@testable import Records

/// Calls about the codes of autoencoders.
@Suite struct CodeTests {
  private func value(_ name: String, in lab: Lab) throws -> Double {
    let result = try #require(lab.record.results.first { $0.name == name })
    switch result.value {
    case .double(let value): return value
    case .int(let value): return Double(value)
    default: return .nan
    }
  }

  private func pictures(of lab: Lab) -> [String] {
    lab.record.outputs.compactMap { output in
      switch output.content {
      case .figure(let figure): figure.name
      case .animation(let animation): animation.name
      default: nil
      }
    }
  }

  @Test func randomCodesHaveTheMeanAndTheDeviationOfTheOthers() throws {
    let lab = lab()
    let codes = Tensor([4, 3], [0, 5, 1, 2, 5, 1, 0, 5, 3, 2, 5, 3])
    let random = lab.randomCodes(20_000, "codes", like: codes, labels: [1, 2, 1, 2])
    #expect(random.shape == [20_000, 3])
    for (column, mean) in [(0, 1.0), (2, 2.0)] {
      let values = random.column(column).map(Double.init)
      let found = values.reduce(0, +) / 20_000
      #expect(abs(found - mean) < 0.03)
      let variance = values.reduce(0) { $0 + ($1 - found) * ($1 - found) } / 20_000
      #expect(abs(variance - 1) < 0.05)
    }
    #expect(random.column(1).allSatisfy { $0 == 5 })
    #expect(lab.record.arrays["codes/digits"]?.shape == [4, 3])
    #expect(lab.record.arrays["codes/random"]?.shape == [4, 3])
    #expect(pictures(of: lab) == ["codes"] && lab.mistake == nil)
  }

  @Test func unitsThatAreZeroForAllDigitsAreDead() throws {
    let lab = lab()
    lab.units("penalty", ["none": Tensor([2, 3], [0, 1, 0, 0, 0, 2])])
    #expect(try value("none/dead", in: lab) == 1)
    let active = try value("none/active", in: lab)
    #expect(abs(active - 1.0 / 3) < 1e-12)
  }

  @Test func theBusiestUnitsComeFirst() {
    let weights = Tensor([3, 2], [1, 1, 2, 2, 3, 3])
    let codes = Tensor([2, 3], [1, -4, 1, 1, 1, 1])
    #expect(weights.busiest(2, by: codes).values == [2, 2, 1, 1])
    #expect(weights.busiest(9, by: codes).values == [2, 2, 1, 1, 3, 3])
  }

  @Test func axesLeaveOutTheOutermostHundredths() {
    let codes = Tensor([201, 2], (0...200).flatMap { [Float($0), Float(-10 * $0)] })
    let axes = codes.middleAxes
    #expect(axes.map(\.range) == [2...198, -1980 ... -20])
    #expect(Tensor([2, 2], [3, 0, 3, 1]).middleAxes.map(\.range) == [2...4, 0...1])
    #expect(
      Tensor.grid(side: 2, over: axes).values == [2, -20, 198, -20, 2, -1980, 198, -1980])
  }

  @Test func lossesAreTabledPerPixelAndPerDigit() throws {
    let lab = lab()
    var seeds = Seeds(RandomStream(key: 1))
    let network = Small(using: &seeds)
    for (step, loss) in [0.3, 0.1].enumerated() { lab.log("small/test", loss, step: step) }
    lab.testLosses(of: [("small", network)], floor: 0.0625)
    #expect(try value("small/test", in: lab) == 0.1)
    let tables = lab.record.outputs.compactMap { output -> TableOutput? in
      if case .table(let table) = output.content { table } else { nil }
    }
    #expect(tables.count == 1)
    #expect(
      tables.first?.rows == [[.string("small"), .int(6), .double(0.1), .double(784 * 0.1)]])
    #expect(tables.first?.caption.contains("0.0625 nats per pixel, 49 nats per digit") == true)
  }

  @Test func curvesMoveAmongTheirPoints() {
    let lab = lab()
    lab.curvePoints("curves", "sine", Tensor([2, 2], repeating: 1))
    for step in [0, 5] {
      lab.appendCurve("curves", "sine", Tensor([3, 2], repeating: 2), step: step)
    }
    lab.curvesAnimation("curves", "Curves", of: ["sine"], range: -1...1)
    #expect(lab.record.arrays["curves/sine"]?.shape == [2, 3, 2])
    #expect(lab.record.arrays["curves/steps"]?.values == .int64([0, 5]))
    #expect(pictures(of: lab) == ["curves"] && lab.mistake == nil)
  }

  @Test func waysAreShownAndMeasured() throws {
    try Engine(threads: 2).withCurrent {
      let lab = lab()
      let digits = Strokes(seed: 5).draw(0..<20, on: Workers())
      let images = digits.tensor
      let basis = Tensor([2, 784], (0..<1568).map { Float($0 % 7) / 7 })
      func encode(_ images: Tensor) -> Tensor {
        images.columns(300..<302) + images.columns(400..<402)
      }
      func decode(_ codes: Tensor) -> Tensor {
        codes.matrixProduct(with: basis).activated(.sigmoid)
      }
      try lab.ways(
        "ways", from: images.firstRows(4), to: images.lastRows(4), near: digits, searchSteps: 3,
        among: encode(images), encode: encode,
        decode: decode)
      #expect(pictures(of: lab) == ["ways", "ways-moving", "ways-plane"] && lab.mistake == nil)
      #expect(lab.record.arrays["ways/images"]?.shape == [3 * 3 * 11, 28, 28])
      #expect(lab.record.arrays["ways-moving/images"]?.shape == [21, 3 * 4, 28, 28])
      // The way in pixels begins and ends at the digits themselves.
      let moving = lab.record.bytes("ways-moving/images")
      #expect(Array(moving[0..<784]) == Array(digits.images[0..<784]))
      #expect(try value("ways/length", in: lab) > 0)
      #expect(try value("ways/pixels", in: lab) > 0)
    }
  }

  @Test func aLinearAutoencoderMadeOfComponentsIsAtNoAngleFromThem() throws {
    try Engine(threads: 2).withCurrent {
      let lab = lab()
      let digits = Strokes(seed: 5).draw(0..<200, on: Workers()).tensor
      let known = PrincipalComponents(of: digits, count: 3, using: RandomStream(key: 1))
      let found = lab.principalComponents(
        of: digits, besideLinear: known.basis, reconstruct: known.reconstructions)
      #expect(found.components.count == 3)
      let ratio = try value("linear/ratio", in: lab)
      #expect(abs(ratio - 1) < 1e-5)
      #expect(try value("linear/greatest-angle", in: lab) < 0.01)
      #expect(try value("components/gap", in: lab) > 0)
      #expect(pictures(of: lab) == ["components"] && lab.mistake == nil)
    }
  }
}

private final class Small: Network {
  let dense: Dense
  init(using seeds: inout Seeds) { dense = Dense(2, 2, using: &seeds) }
}
