import Kernels
import Layers
import Tensors
import Testing

@testable import Notebooks
@testable import experiments

@Suite struct VAEGANTests {
  private func model(latent: Int = 8, reads lastInput: VAEGAN.LastInput = .features) -> VAEGAN.Model
  {
    var seeds = Seeds(RandomStream(key: 1))
    return VAEGAN.Model(
      encoder: VAEGAN.Encoder(28, 28, 10, latent: latent, using: &seeds),
      decoder: VAEGAN.Decoder(28, 28, 10, latent: latent, using: &seeds),
      discriminator: VAEGAN.Discriminator(28, 28, 10, reads: lastInput, using: &seeds), classes: 10)
  }

  private func batch(_ images: Tensor, _ labels: [UInt8]) -> Batch {
    Batch(
      epoch: 0, step: 0, images: images, labels: labels,
      indices: Array(0..<Int32(labels.count))[...])
  }

  @Test func networksHaveTheArticlesSizes() {
    let model = model()
    #expect(model.encoder.parameterCount == 221_264)
    #expect(model.decoder.parameterCount == 343_297)
    #expect(model.discriminator.parameterCount == 95_441)
    #expect(self.model(reads: .below).discriminator.parameterCount == 96_209)
  }

  @Test(arguments: [VAEGAN.LastInput.features, .below])
  func oneBatchHasPyTorchsLossesAndGradients(lastInput: VAEGAN.LastInput) throws {
    let model = model(reads: lastInput)
    StepFixture.install(in: model.encoder, seed: 100)
    StepFixture.install(in: model.decoder, seed: 200)
    StepFixture.install(in: model.discriminator, seed: 320)
    let notebook =
      lastInput == .features
      ? VAEGAN(
        reconstructionWeight: 4, divergenceWeight: 0.0078125, digitWeight: 3,
        objective: .nonSaturating)
      : VAEGAN(
        reconstructionWeight: 1, divergenceWeight: 1, digitWeight: 1, objective: .saturating)
    let fixture = try StepFixture(lastInput.rawValue, in: "vae-gan")
    let losses = notebook.losses(
      of: batch(0.5 * fixture.input(0, [2, 784]) + 0.5, [0, 7]), model,
      noise: RandomStream(key: 13), .inference)
    try fixture.expect("divergence", losses.divergence)
    // A difference of two losses that are some ten times as large.
    try fixture.expect("excess", losses.excess, within: 2e-5)
    try fixture.expect("adversarial", losses.adversarial, moves: model.discriminator)
    try fixture.expect("encoder", losses.encoder, moves: model.encoder)
    try fixture.expect("decoder", losses.decoder, moves: model.decoder)
  }

  @Test func aStepOfOneNetworkLeavesTheOthers() throws {
    let model = model(latent: 2)
    let losses = VAEGAN().losses(
      of: batch(.uniform([3, 784], using: RandomStream(key: 3)), [1, 5, 8]), model,
      noise: RandomStream(key: 2), .training(RandomStream(key: 4)))
    func values() -> [[Float]] {
      [model.encoder, model.decoder, model.discriminator].map { (network: any Network) in
        network.parameters.flatMap(\.value.values)
      }
    }
    let before = values()
    try RMSProp(for: model.discriminator, learningRate: 1e-3).minimize(losses.adversarial)
    let after = values()
    #expect(after[0] == before[0] && after[1] == before[1] && after[2] != before[2])
  }
}
