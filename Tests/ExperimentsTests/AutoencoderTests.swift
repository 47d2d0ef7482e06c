import Kernels
import Layers
import Tensors
import Testing

@testable import experiments

/// One step of the variational autoencoders against PyTorch, on the same numbers, without dropout and with the
/// statistics of the batch.
@Suite struct AutoencoderTests {
  private let phase = Phase.training(RandomStream(key: 3))

  @Test func aStepOfTheAutoencoder() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let encoder = Encoder(pixels: 784, latent: 2, dropoutRate: 0, using: &seeds)
    let decoder = Decoder(pixels: 784, latent: 2, dropoutRate: 0, using: &seeds)
    // Weights and biases, then scale and offset of both normalisations.
    let hidden = 784 * 256 + 256 + 256 * 128 + 128 + 2 * 256 + 2 * 128
    #expect(encoder.parameterCount == hidden + 2 * (128 * 2 + 2))
    let mirrored = 2 * 128 + 128 + 128 * 256 + 256 + 2 * 128 + 2 * 256
    #expect(decoder.parameterCount == mirrored + 256 * 784 + 784)
    StepFixture.install(in: encoder, seed: 100)
    StepFixture.install(in: decoder, seed: 200)

    let fixture = try StepFixture("vae", in: "autoencoders")
    let images = 0.5 * fixture.input(0, [4, 784]) + 0.5
    let losses = VAE().losses(
      of: images, encoder, decoder, noise: RandomStream(key: 11), phase)
    try fixture.expect("divergence", losses.divergence, moves: encoder)
    try fixture.expect("encoder", losses.reconstruction + losses.divergence, moves: encoder)
    try fixture.expect("decoder", losses.reconstruction, moves: decoder)
  }

  @Test func aStepOfTheConditionalAutoencoder() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let model = ConditionalAutoencoder(
      pixels: 784, classes: 10, latent: 8, dropoutRate: 0, using: &seeds)
    let encoder = model.encoder, decoder = model.decoder
    #expect(encoder.parameterCount == 794 * 256 + 256 + 2 * 256 + 2 * (256 * 8 + 8))
    #expect(decoder.parameterCount == 18 * 256 + 256 + 2 * 256 + 256 * 784 + 784)
    StepFixture.install(in: encoder, seed: 100)
    StepFixture.install(in: decoder, seed: 200)

    let fixture = try StepFixture("cvae", in: "autoencoders")
    let images = 0.5 * fixture.input(0, [4, 784]) + 0.5
    let losses = model.losses(of: images, [3, 1, 4, 1], noise: RandomStream(key: 12), phase)
    try fixture.expect("divergence", losses.divergence, moves: encoder)
    try fixture.expect("encoder", losses.reconstruction + losses.divergence, moves: encoder)
    try fixture.expect("decoder", losses.reconstruction, moves: decoder)
  }

  /// The toy's networks have the article's sizes.
  @Test func theToysAutoencoder() {
    var seeds = Seeds(RandomStream(key: 1))
    let coder = 64 + 64 * 64 + 64 + 64
    let untold = CurveAutoencoder(isConditional: false, using: &seeds)
    #expect(untold.parameterCount == (2 * 64 + coder + 1) + (64 + coder + 64 + 2))
    let told = CurveAutoencoder(isConditional: true, using: &seeds)
    #expect(told.parameterCount == untold.parameterCount + 4 * 64)
  }
}
