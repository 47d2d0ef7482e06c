import Kernels
import Layers
import Tensors
import Testing

@testable import experiments

@Suite struct VAEGANTests {
  @Test func networksHaveTheArticlesSizes() {
    var seeds = Seeds(RandomStream(key: 1))
    let model = VAEGAN.Model(latent: 8, classes: 10, reading: .likeness, using: &seeds)
    #expect(model.encoder.parameterCount == 221_264)
    #expect(model.decoder.parameterCount == 343_297)
    #expect(model.discriminator.parameterCount == 95_441)
    let articles = VAEGAN.Discriminator(reading: .below, classes: 10, using: &seeds)
    #expect(articles.parameterCount == 96_209)
  }

  @Test(arguments: [VAEGAN.Verdict.likeness, .below])
  func oneBatchHasPyTorchsLossesAndGradients(verdict: VAEGAN.Verdict) throws {
    var seeds = Seeds(RandomStream(key: 1))
    let model = VAEGAN.Model(latent: 8, classes: 10, reading: verdict, using: &seeds)
    StepFixture.install(in: model.encoder, seed: 100)
    StepFixture.install(in: model.decoder, seed: 200)
    StepFixture.install(in: model.discriminator, seed: 320)
    let notebook =
      verdict == .likeness
      ? VAEGAN(
        likenessWeight: 4, priorWeight: 0.0078125, digitWeight: 3, objective: .nonSaturating)
      : VAEGAN(likenessWeight: 1, priorWeight: 1, digitWeight: 1, objective: .saturating)
    let fixture = try StepFixture(verdict.rawValue, in: "vae-gan")
    let losses = notebook.losses(
      of: 0.5 * fixture.input(0, [2, 784]) + 0.5, .oneHot([0, 7], classes: 10), model,
      epsilon: 2 * fixture.input(2, [2, 8]), z: 2 * fixture.input(1, [2, 8]), .inference)
    try fixture.expect("prior", losses.prior)
    try fixture.expect("likeness", losses.likeness)
    try fixture.expect("floor", losses.likenessFloor)
    try fixture.expect("adversarial", losses.adversarial, moves: model.discriminator)
    try fixture.expect("encoder", losses.encoder, moves: model.encoder)
    try fixture.expect("decoder", losses.decoder, moves: model.decoder)
  }

  @Test func aStepOfOneNetworkLeavesTheOthers() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let model = VAEGAN.Model(latent: 2, classes: 10, reading: .likeness, using: &seeds)
    let numbers = Tensor.normal([3, 2], using: RandomStream(key: 2))
    let losses = VAEGAN().losses(
      of: .uniform([3, 784], using: RandomStream(key: 3)), .oneHot([1, 5, 8], classes: 10), model,
      epsilon: numbers, z: numbers, .training(RandomStream(key: 4)))
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

  @Test func movingByHalfAPixelTurnsAPointIntoTwoHalves() {
    var pixels = [Float](repeating: 0, count: 784)
    pixels[14 * 28 + 9] = 1
    let moved = VAEGAN.moved(Tensor([1, 784], pixels)).values
    #expect(moved[14 * 28 + 9] == 0.5 && moved[14 * 28 + 10] == 0.5)
    #expect(moved.reduce(0, +) == 1)
    #expect(VAEGAN.cut(Tensor([1, 784], pixels)).values.allSatisfy { $0 == 0 })
  }
}
