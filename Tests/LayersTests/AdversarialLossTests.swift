import Foundation
import Kernels
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

  @Test(arguments: [LabelSmoothing.oneSided(0.1), .twoSided(0.4)])
  func smoothedTargetsMeanTheSameForProbabilitiesAsForLogits(smoothing: LabelSmoothing) {
    let (real, generated) = (
      Tensor([3, 1], [-1.5, 0.25, 2]), Tensor([3, 1], [0.5, -2, 1])
    )
    let ofLogits = AdversarialLoss.nonSaturating.discriminator(
      real: real, generated: generated, smoothing: smoothing)
    let ofProbabilities = AdversarialLoss.nonSaturating.discriminator(
      realProbabilities: real.activated(.sigmoid),
      generatedProbabilities: generated.activated(.sigmoid), smoothing: smoothing)
    #expect(abs(ofLogits.scalar - ofProbabilities.scalar) < 1e-6)
  }

  @Test func theLeastLossIsThatOfTheTargetsThemselves() {
    for smoothing in [LabelSmoothing.none, .oneSided(0.1), .twoSided(0.4)] {
      // The logits whose sigmoids are the targets; ±20 for 1 and 0.
      func logit(_ target: Float) -> Float {
        if target == 0 || target == 1 { return 40 * target - 20 }
        return Float(log(Double(target / (1 - target))))
      }
      let loss = AdversarialLoss.nonSaturating.discriminator(
        real: Tensor([1, 1], [logit(smoothing.realTarget)]),
        generated: Tensor([1, 1], [logit(smoothing.generatedTarget)]),
        smoothing: smoothing)
      #expect(abs(Double(loss.scalar) - smoothing.leastLoss) < 1e-6)
    }
  }

  @Test func noisyTargetsAreThoseOfTheLectureAndTheirOwnForEachExample() {
    let zeros = Tensor([1000, 1], repeating: 0), stream = RandomStream(key: 5)
    func loss(_ real: Float, _ generated: Float) -> Double {
      Double(
        AdversarialLoss.nonSaturating.discriminator(
          real: zeros + real, generated: zeros + generated, noisyTargets: stream
        ).scalar)
    }
    // The cross-entropy is linear in the target, with the slope −logit: means of 0.95 and 0.15 are left.
    let guessing = 2 * log(2.0), softplus = log1p(exp(1.0))
    #expect(abs(loss(0, 0) - guessing) < 1e-6)
    #expect(abs(loss(1, 0) - (softplus - 0.95 + log(2))) < 0.02)
    #expect(abs(loss(0, 1) - (softplus - 0.15 + log(2))) < 0.02)
  }
}
