import Kernels
import Layers
import Tensors
import Testing

@testable import experiments

/// One step of the convolutional GANs against PyTorch, on the same numbers and without dropout.
@Suite struct AdversaryTests {
  @Test func aStepOfEachNetworkOfTheGAN() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let generator = GAN.Generator(latent: 2, dropRate: 0.3, using: &seeds)
    let discriminator = GAN.Discriminator(dropRate: 0.3, using: &seeds)
    #expect(generator.parameterCount == 131_137)
    #expect(discriminator.parameterCount == 160_257)
    StepFixture.install(in: generator, seed: 100)
    StepFixture.install(in: discriminator, seed: 200)

    let fixture = try StepFixture("gan", in: "adversaries")
    let images = 0.5 * fixture.input(0, [2, 784]) + 0.5, z = 2 * fixture.input(1, [2, 2])
    let digits = discriminator(images, .inference)
    let pictures = discriminator(generator(z, .inference), .inference)
    try fixture.expect(
      "discriminator", GAN().discriminatorLoss(digits: digits, pictures: pictures),
      moves: discriminator)
    for objective in GAN.Objective.allCases {
      let notebook = GAN(objective: objective)
      try fixture.expect(
        objective.rawValue, notebook.generatorLoss(pictures: pictures), moves: generator)
    }
  }

  @Test func aStepOfEachNetworkOfTheConditionalGAN() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let generator = CGAN.Generator(latent: 2, dropRate: 0.3, using: &seeds)
    let discriminator = CGAN.Discriminator(dropRate: 0.3, using: &seeds)
    #expect(generator.parameterCount == 162_497)
    #expect(discriminator.parameterCount == 171_777)
    StepFixture.install(in: generator, seed: 100)
    StepFixture.install(in: discriminator, seed: 200)

    let fixture = try StepFixture("cgan", in: "adversaries")
    let images = 0.5 * fixture.input(0, [2, 784]) + 0.5, z = 2 * fixture.input(1, [2, 2])
    let labels = Tensor.oneHot([0, 7])
    let digits = discriminator(images, labels: labels, .inference)
    let pictures = discriminator(
      generator(z, labels: labels, .inference), labels: labels, .inference)
    try fixture.expect(
      "discriminator", CGAN().discriminatorLoss(digits: digits, pictures: pictures),
      moves: discriminator)
    for objective in GAN.Objective.allCases {
      let notebook = CGAN(objective: objective)
      try fixture.expect(
        objective.rawValue, notebook.generatorLoss(pictures: pictures), moves: generator)
    }
  }
}
