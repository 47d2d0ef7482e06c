import Digits
import Kernels
import Layers
import Notebooks
import Tensors
import Testing

@testable import experiments

/// `progan`: one step against PyTorch on the same numbers, and how its networks grow.
@Suite struct GrowingAdversariesTests {
  private func networks() -> (GrowingGenerator, GrowingDiscriminator) {
    var seeds = Seeds(RandomStream(key: 1))
    return (
      GrowingGenerator(.digit, latent: 64, width: 8, using: &seeds),
      GrowingDiscriminator(.digit, width: 8, using: &seeds)
    )
  }

  @Test func aStepOfEachNetworkWhileTheLastStageFadesIn() throws {
    let (generator, discriminator) = networks()
    #expect(generator.parameterCount == 119_915)
    #expect(discriminator.parameterCount == 118_841)
    StepFixture.install(in: generator, seed: 100, weightScale: 2)
    StepFixture.install(in: discriminator, seed: 200, weightScale: 2)

    let fixture = try StepFixture("progan", in: "growing-adversaries")
    let images = fixture.input(0, [8, 28, 28, 1])
    let score = { discriminator($0, growth: 1.5, .inference) }
    let pictures = generator(2 * fixture.input(1, [8, 64]), growth: 1.5, .inference)
    let loss = AdversarialLoss.nonSaturating
    try fixture.expect(
      "discriminator", loss.discriminator(real: score(images), generated: score(pictures)),
      moves: discriminator)
    try fixture.expect(
      "penalty", try r1Penalty(at: images, of: score), within: 1e-5, moves: discriminator)
    try fixture.expect("generator", loss.generator(generated: score(pictures)), moves: generator)
  }

  @Test func aNewStageFadesInFromTheOldPictures() {
    let (generator, discriminator) = networks()
    let codes = Tensor.normal([2, 64], using: RandomStream(key: 2))
    for stage in 0...1 {
      let old = generator(codes, growth: Float(stage), .inference)
      #expect(old.shape == [2, 7 << stage, 7 << stage, 1])
      let barely = generator(codes, growth: Float(stage) + 0x1p-20, .inference)
      #expect(zip(barely.values, old.upSampled().values).allSatisfy { abs($0 - $1) < 1e-4 })
      let (before, after) = (
        discriminator(old, growth: Float(stage), .inference).values,
        discriminator(old.upSampled(), growth: Float(stage) + 0x1p-20, .inference).values
      )
      #expect(zip(before, after).allSatisfy { abs($0 - $1) < 1e-3 })
    }
  }

  @Test func growthRisesFromTheFirstStageToTheLast() {
    let notebook = ProGAN()
    let growths = (0..<notebook.turns).map { notebook.growth(after: $0) }
    #expect(growths.first == 0 && growths.last == 2)
    #expect(zip(growths, growths.dropFirst()).allSatisfy { $0 <= $1 && $1 - $0 < 0.01 })
    #expect(notebook.equalTurn < notebook.turns && notebook.equalTurn > notebook.turns / 2)
    let images = Tensor.uniform([3, 28, 28, 1], using: RandomStream(key: 3))
    #expect(notebook.shrunk(images, to: 0).shape == [3, 7, 7, 1])
    #expect(notebook.shrunk(images, to: 2).values == images.values)
  }
}
