import HarnessTestSupport
import Kernels
import Layers
import Tensors
import Testing

@testable import Notebooks
@testable import Records

@Suite struct PhasesTests {
  private final class Line: MappingNetwork {
    let dense: Dense

    init(weight: Float, bias: Float) {
      var seeds = Seeds(RandomStream(key: 1))
      dense = Dense(1, 1, using: &seeds)
      for parameter in parameters {
        let shape = parameter.value.shape
        parameter.assign(Tensor(shape, [shape.count == 2 ? weight : bias]))
      }
    }

    func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor { dense(x, phase) }
  }

  /// A generator that begins with the data's distribution, 1 + z / 2, and a discriminator that begins with the answer ½.
  @Test func showsDensitiesAnswersAndWays() throws {
    let lab = lab()
    try Engine(on: Workers()).withCurrent {
      try lab.phases(
        "p", of: Line(weight: 0.5, bias: 1), against: Line(weight: 0, bias: 0))
    }
    #expect(lab.mistake == nil)
    func values(_ name: String) -> [Double] { lab.record.arrays["p/\(name)"]?.doubles ?? [] }
    let points = values("x").count
    #expect(lab.record.arrays["p/generated-density"]?.shape == [4, points])
    #expect(values("discriminator").prefix(points).allSatisfy { $0 == 0.5 })
    #expect(
      zip(values("results"), values("codes")).prefix(13).allSatisfy {
        abs($0 - 1 - 0.5 * $1) < 1e-6
      })
    for (generated, data) in zip(values("generated-density"), values("data-density")) {
      #expect(abs(generated - data) < 0.01)
    }
    let distance = try #require(
      lab.record.results.first { $0.name == "p/distance" }?.value.number)
    // A few steps move little.
    #expect((0..<0.1).contains(distance))
  }
}
