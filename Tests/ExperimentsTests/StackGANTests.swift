import Digits
import Kernels
import Layers
import Tensors
import Testing

@testable import experiments

/// One step of each stage of `stackgan` against PyTorch, on the same numbers.
@Suite struct StackGANTests {
  private let notebook = StackGAN()
  private let phase = Phase.training(RandomStream(key: 1))

  private func check(
    _ name: String, _ generator: StackGAN.Generator, seed: UInt32, side: Int, isSketch: Bool
  ) throws {
    var seeds = Seeds(RandomStream(key: 2))
    let discriminator = StackGAN.Discriminator(
      ImageShape(height: side, width: side), descriptions: 12, width: 16, isSketch: isSketch,
      using: &seeds)
    #expect(discriminator.parameterCount == (isSketch ? 28_813 : 28_925))
    StepFixture.install(in: generator, seed: seed)
    StepFixture.install(in: discriminator, seed: seed + 100)
    let fixture = try StepFixture(name, in: "stackgan")
    let digits = fixture.input(0, [4, side * side])
    let asked = fixture.input(2, [4, 12])
    let drawn = generator(asked, fixture.input(1, [4, generator.noise]), phase)
    try fixture.expect("divergence", drawn.divergence)
    try fixture.expect(
      "discriminator",
      discriminator.loss(of: digits, asked, drawn.pictures, phase),
      moves: discriminator)
    try fixture.expect(
      "generator",
      discriminator.generatorLoss(of: asked, drawn, weight: 0.02, phase),
      moves: generator)
  }

  private func sketcher() -> StackGAN.Generator {
    var seeds = Seeds(RandomStream(key: 1))
    return StackGAN.Generator(
      ImageShape(height: 14, width: 14), descriptions: 12, notebook, using: &seeds)
  }

  @Test func aStepOfTheFirstStage() throws {
    let generator = sketcher()
    #expect(generator.parameterCount == 84_113)
    try check("sketches", generator, seed: 100, side: 14, isSketch: true)
  }

  @Test func aStepOfTheSecondStage() throws {
    let sketcher = sketcher()
    StepFixture.install(in: sketcher, seed: 100)
    var seeds = Seeds(RandomStream(key: 3))
    let generator = StackGAN.Generator(
      .digit, descriptions: 12, notebook, sketches: sketcher, using: &seeds)
    #expect(generator.parameterCount == 57_449)
    try check("pictures", generator, seed: 300, side: 28, isSketch: false)
  }

  @Test func descriptionsStartAsCodesFartherApartThanTheirNoise() {
    let asked = Tensor.oneHot([0, 1], classes: 12)
    for (isDrowned, isApart) in [(false, true), (true, false)] {
      var seeds = Seeds(RandomStream(key: 4))
      let generator = StackGAN.Generator(
        ImageShape(height: 14, width: 14), descriptions: 12, notebook, isDrowned: isDrowned,
        using: &seeds)
      let codes = generator.conditioning(asked)
      let difference = codes.mean.firstRows(1) - codes.mean.lastRows(1)
      let distance = difference.squared().sum().squareRoot().scalar
      let deviation = (0.5 * codes.logVariance).exponential().mean().scalar
      #expect((distance > 6 * deviation) == isApart)
    }
  }
}
