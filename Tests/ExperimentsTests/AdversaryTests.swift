import Digits
import Kernels
import Layers
import Notebooks
import Tensors
import Testing

@testable import experiments

/// One step of the convolutional GANs against PyTorch, on the same numbers and without dropout.
@Suite struct AdversaryTests {
  @Test(arguments: [(1, 160_257), (2, 166_529)])
  func aStepOfEachNetworkOfTheGAN(packing: Int, parameters: Int) throws {
    var seeds = Seeds(RandomStream(key: 1))
    let generator = GAN.Generator(.digit, latent: 2, dropoutRate: 0.3, using: &seeds)
    let discriminator = GAN.Discriminator(.digit, packing: packing, dropoutRate: 0.3, using: &seeds)
    #expect(generator.parameterCount == 131_137)
    #expect(discriminator.parameterCount == parameters)
    StepFixture.install(in: generator, seed: 100)
    StepFixture.install(in: discriminator, seed: 200)

    let fixture = try StepFixture(packing == 1 ? "gan" : "packed gan", in: "adversaries")
    let count = 2 * packing
    let images = 0.5 * fixture.input(0, [count, 784]) + 0.5, z = 2 * fixture.input(1, [count, 2])
    let digits = discriminator(images, .inference)
    let pictures = discriminator(generator(z, .inference), .inference)
    try fixture.expect(
      "discriminator", AdversarialLoss.nonSaturating.meanDiscriminator((digits, pictures)),
      moves: discriminator)
    for objective in AdversarialObjective.allCases {
      try fixture.expect(
        objective.rawValue, objective.loss.generator(generatedProbabilities: pictures),
        moves: generator)
    }
  }

  @Test func picturesThatFillNoPackGetNoAnswer() {
    var seeds = Seeds(RandomStream(key: 1))
    let discriminator = GAN.Discriminator(.digit, packing: 3, dropoutRate: 0.3, using: &seeds)
    let images = StepFixture.noise([8, 784], seed: 1)
    #expect(
      discriminator(images, .inference).values
        == discriminator(images.firstRows(6), .inference).values)
  }

  @Test func aStepOfEachNetworkOfTheConditionalGAN() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let generator = CGAN.Generator(.digit, latent: 2, classes: 10, dropoutRate: 0.3, using: &seeds)
    let discriminator = CGAN.Discriminator(.digit, classes: 10, dropoutRate: 0.3, using: &seeds)
    #expect(generator.parameterCount == 162_497)
    #expect(discriminator.parameterCount == 171_777)
    StepFixture.install(in: generator, seed: 100)
    StepFixture.install(in: discriminator, seed: 200)

    let fixture = try StepFixture("cgan", in: "adversaries")
    let images = 0.5 * fixture.input(0, [2, 784]) + 0.5, z = 2 * fixture.input(1, [2, 2])
    let labels = Tensor.oneHot([0, 7], classes: 10)
    let digits = discriminator(images, labels: labels, .inference)
    let pictures = discriminator(
      generator(z, labels: labels, .inference), labels: labels, .inference)
    try fixture.expect(
      "discriminator", AdversarialLoss.nonSaturating.meanDiscriminator((digits, pictures)),
      moves: discriminator)
    for objective in AdversarialObjective.allCases {
      try fixture.expect(
        objective.rawValue, objective.loss.generator(generatedProbabilities: pictures),
        moves: generator)
    }
  }
}
