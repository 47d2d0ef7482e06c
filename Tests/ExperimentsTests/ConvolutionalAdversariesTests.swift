import Digits
import Kernels
import Layers
import Notebooks
import Tensors
import Testing

@testable import experiments

/// One step of `dcgan` and `wgan` against PyTorch, on the same numbers.
@Suite struct ConvolutionalAdversariesTests {
  private let phase = Phase.training(RandomStream(key: 1))

  @Test func aStepOfEachNetworkOfTheDCGAN() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let leaky = Activation.leakyReLU(slope: 0.2)
    let generator = ConvolutionalGenerator(
      .digit, latent: 64, widths: [64, 32], leaky, output: .tanh, unnormalized: 0, using: &seeds)
    let discriminator = ConvolutionalDiscriminator(
      .digit, widths: [32, 64], leaky, unnormalized: 1, using: &seeds)
    #expect(generator.parameterCount == 234_177)
    #expect(discriminator.parameterCount == 55_297)
    StepFixture.install(in: generator, seed: 100)
    StepFixture.install(in: discriminator, seed: 200)

    let fixture = try StepFixture("dcgan", in: "convolutional-adversaries")
    let images = fixture.input(0, [4, 784]),
      pictures = generator(2 * fixture.input(1, [4, 64]), phase)
    var notebook = DCGAN()
    notebook.labelSmoothing = 0.4
    try fixture.expect(
      "discriminator",
      notebook.discriminatorLoss(
        discriminator, images, pictures, noise: RandomStream(key: 2)),
      moves: discriminator)
    let loss = AdversarialLoss.nonSaturating.generator(generated: discriminator(pictures, phase))
    try fixture.expect("generator", loss, moves: generator)
  }

  @Test func aStepOfEachNetworkOfTheWassersteinGANWithSecondDerivatives() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let generator = ConvolutionalGenerator(
      .digit, latent: 64, widths: [32, 16], .relu, output: .tanh, unnormalized: 0, usesBias: true,
      using: &seeds)
    let critic = ConvolutionalDiscriminator(
      .digit, widths: [16, 32], .leakyReLU(slope: 0.2), unnormalized: 2, using: &seeds)
    #expect(generator.parameterCount == 110_481)
    #expect(critic.parameterCount == 14_817)
    StepFixture.install(in: generator, seed: 100)
    StepFixture.install(in: critic, seed: 200)

    let fixture = try StepFixture("wgan", in: "convolutional-adversaries")
    let images = fixture.input(0, [4, 784]),
      pictures = generator(2 * fixture.input(1, [4, 64]), phase)
    let score = { critic($0, phase) }
    let difference = AdversarialLoss.wasserstein.discriminator(
      real: score(images), generated: score(pictures))
    let between = (0.5 * images + 0.5 * pictures).detached
    let penalty = try gradientPenalty(at: between, of: score)
    // Two means that are nearly equal.
    try fixture.expect("difference", difference, within: 1e-5, moves: critic)
    try fixture.expect("penalty", penalty, moves: critic)
    try fixture.expect("critic", difference + 10 * penalty, moves: critic)
    let loss = AdversarialLoss.wasserstein.generator(generated: score(pictures))
    try fixture.expect("generator", loss, moves: generator)
  }

  @Test func theLecturesNetworksHaveItsSizes() {
    var seeds = Seeds(RandomStream(key: 1))
    let leaky = Activation.leakyReLU(slope: 0.2), shape = ImageShape(height: 64, width: 64)
    let generator = ConvolutionalGenerator(
      shape, latent: 8, widths: [1024, 512, 256, 128], leaky, output: .tanh, unnormalized: 1,
      using: &seeds)
    let discriminator = ConvolutionalDiscriminator(
      shape, widths: [64, 128, 256, 512], leaky, unnormalized: 0, using: &seeds)
    #expect(generator(.normal([2, 8], using: RandomStream(key: 2)), phase).shape == [2, 4096])
    #expect(discriminator(Tensor([2, 4096], repeating: 0), phase).shape == [2, 1])
    let kernels = generator.variables.filter { $0.axes.hasPrefix("[row") }.map(
      \.parameter.value.shape)
    #expect(kernels == [[4, 4, 512, 1024], [4, 4, 256, 512], [4, 4, 128, 256], [4, 4, 1, 128]])
    // The dense layer has a bias and no normalisation, the three between are normalised without one.
    #expect(generator.parameters.filter { $0.value.shape == [16_384] }.count == 1)
    #expect(generator.parameters.filter { $0.value.shape == [1024] }.isEmpty)
    #expect(discriminator.parameters.count == 4 * 3 + 2)
  }
}
