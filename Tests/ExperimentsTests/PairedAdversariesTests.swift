import Digits
import Kernels
import Layers
import Notebooks
import Tensors
import Testing

@testable import experiments

/// One step of `srgan` and `pix2pix` against PyTorch, on the same numbers.
@Suite struct PairedAdversariesTests {
  private let phase = Phase.training(RandomStream(key: 1))
  private var seeds = Seeds(RandomStream(key: 1))

  @Test mutating func aStepOfEachNetworkOfTheSRGAN() throws {
    let small = ImageShape(height: 7, width: 7), notebook = SRGAN()
    let generator = Enlarger(small, width: 16, blocks: 4, using: &seeds)
    let discriminator = PatchDiscriminator(
      channels: 1, width: 16, isNormalized: false, using: &seeds)
    let reader = Reader(.digit, classes: 10, using: &seeds)
    #expect(generator.parameterCount == 35_712)
    #expect(discriminator.parameterCount == 8_785)
    #expect(reader.parameterCount == 20_490)
    StepFixture.install(in: generator, seed: 100)
    StepFixture.install(in: discriminator, seed: 200)
    StepFixture.install(in: reader, seed: 250)

    let fixture = try StepFixture("srgan", in: "paired-adversaries")
    let targets = 0.5 * fixture.input(0, [4, 784]) + 0.5
    let sources = 0.5 * fixture.input(1, [4, 49]) + 0.5
    let pictures = SRGAN.Training.Pictures(
      sources: sources, targets: targets, made: generator(sources, phase))
    func judged(_ images: Tensor) -> Tensor { discriminator(images.reshaped(to: .digit), phase) }
    try fixture.expect("squared", notebook.squaredError(pictures), moves: generator)
    let loss = notebook.generatorLoss(
      pictures, logits: judged(pictures.made), reader, weight: 0.5)
    try fixture.expect("generator", loss, moves: generator)
    let adversary = AdversarialLoss.nonSaturating.discriminator(
      real: judged(targets), generated: judged(pictures.made))
    try fixture.expect("discriminator", adversary, moves: discriminator)
    let reading = softmaxCrossEntropyLoss(
      logits: reader.logits(reader.maps(targets)), expected: .oneHot([0, 1, 2, 3], classes: 10),
      reduction: .mean)
    try fixture.expect("reader", reading, moves: reader)
  }

  @Test mutating func aStepOfEachNetworkOfPix2pix() throws {
    let notebook = Pix2pix()
    let generator = UNet(.digit, width: 8, dropout: 0.5, using: &seeds)
    let discriminator = PatchDiscriminator(
      channels: 2, width: 16, isNormalized: true, using: &seeds)
    #expect(generator.parameterCount == 40_369)
    #expect(discriminator.parameterCount == 9_073)
    StepFixture.install(in: generator, seed: 100)
    StepFixture.install(in: discriminator, seed: 200)

    let fixture = try StepFixture("pix2pix", in: "paired-adversaries")
    let targets = 0.5 * fixture.input(0, [4, 784]) + 0.5
    let sources = 0.5 * fixture.input(1, [4, 784]) + 0.5
    let pictures = Pix2pix.Training.Pictures(
      sources: sources, targets: targets, made: generator(sources, .inference))
    func judged(_ images: Tensor) -> Tensor {
      notebook.logits(discriminator, sources, images, .digit)
    }
    try fixture.expect("absolute", notebook.absoluteError(pictures), moves: generator)
    let loss = notebook.generatorLoss(pictures, logits: judged(pictures.made), weight: 10)
    try fixture.expect("generator", loss, moves: generator)
    let adversary = AdversarialLoss.nonSaturating.discriminator(
      real: judged(targets), generated: judged(pictures.made))
    try fixture.expect("discriminator", adversary, moves: discriminator)
  }
}
