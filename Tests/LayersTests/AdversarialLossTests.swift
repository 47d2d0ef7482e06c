import Layers
import Tensors
import Testing

/// Losses of adversarial networks and their gradients against PyTorch's.
@Suite struct AdversarialLossTests {
  @Test func everyLossIsPyTorchs() throws {
    let fixture = try Fixture.named("adversarial losses", in: .layers)
    var parameters: [String: Parameter] = [:]
    func operand(_ name: String) throws -> Tensor {
      let parameter = Parameter(try fixture.tensor(name))
      parameters[name] = parameter
      return parameter.tensor
    }
    let (real, generated) = (try operand("real"), try operand("generated"))
    let (ofReal, ofGenerated) = (
      try operand("realProbabilities"), try operand("generatedProbabilities")
    )
    func discriminator(_ loss: AdversarialLoss, _ smoothing: LabelSmoothing = .none) -> Tensor {
      loss.discriminator(real: real, generated: generated, smoothing: smoothing)
    }
    var losses = [
      "discriminator saturating": discriminator(.saturating),
      "discriminator one-sided": discriminator(.nonSaturating, .oneSided(0.1)),
      "discriminator two-sided": discriminator(.nonSaturating, .twoSided(0.4)),
      "discriminator least-squares": discriminator(.leastSquares),
      "discriminator wasserstein": discriminator(.wasserstein),
      "discriminator hinge": discriminator(.hinge),
      "probabilities discriminator": AdversarialLoss.saturating.discriminator(
        realProbabilities: ofReal, generatedProbabilities: ofGenerated),
    ]
    for loss in AdversarialLoss.allCases {
      losses["generator \(loss.rawValue)"] = loss.generator(generated: generated)
    }
    for loss in [AdversarialLoss.saturating, .nonSaturating] {
      losses["probabilities generator \(loss.rawValue)"] = loss.generator(
        generatedProbabilities: ofGenerated)
    }
    #expect(losses.keys.sorted() == fixture.losses.keys.sorted())
    for (name, loss) in losses { try fixture.expect(loss, named: name, by: parameters) }
  }
}
