import Kernels
import Layers
import Tensors
import Testing

@testable import experiments

/// One step of the notebooks `autoencoders` and `manifolds` against PyTorch, on the same numbers.
@Suite struct PlainAutoencoderTests {
  private var seeds = Seeds(RandomStream(key: 1))

  /// The fixture of this name, and grey levels for its images.
  private func fixture(_ name: String) throws -> (StepFixture, images: Tensor) {
    let fixture = try StepFixture(name, in: "plain-autoencoders")
    return (fixture, 0.5 * fixture.input(0, [4, 784]) + 0.5)
  }

  @Test mutating func aStepOfTheDenseOne() throws {
    let model = Autoencoder(pixels: 784, latent: 49, code: .relu, using: &seeds)
    #expect(model.parameterCount == 77_665)
    StepFixture.install(in: model, seed: 100)
    let (fixture, images) = try fixture("dense")
    try fixture.expect("loss", model.loss(of: images), moves: model)
  }

  @Test(arguments: [("deep", [196, 98], 49, 356_769), ("plane", [256, 128], 2, 469_010)])
  mutating func aStepOfADeepOne(
    name: String, hidden: [Int], latent: Int, parameters: Int
  ) throws {
    let model = Autoencoder(
      pixels: 784, hidden: hidden, latent: latent, using: &seeds)
    #expect(model.parameterCount == parameters)
    StepFixture.install(in: model, seed: 100)
    let (fixture, images) = try fixture(name)
    try fixture.expect("loss", model.loss(of: images), moves: model)
  }

  @Test mutating func aStepOfTheConvolutionalOneWithNoiseAndWithout() throws {
    let model = Autoencoder(convolutional: .digit, latent: 49, using: &seeds)
    #expect(model.parameterCount == 165_362)
    StepFixture.install(in: model, seed: 100)
    let (fixture, images) = try fixture("convolutional")
    try fixture.expect("loss", model.loss(of: images), moves: model)
    let noisy = (images + 0.5 * fixture.input(1, [4, 784])).clamped(to: 0...1)
    try fixture.expect("denoising", model.loss(of: images, from: noisy), moves: model)
  }

  @Test mutating func aStepOfTheSparseOneWithEitherPenalty() throws {
    let model = Autoencoder(pixels: 784, latent: 32, code: .relu, using: &seeds)
    #expect(model.parameterCount == 50_992)
    StepFixture.install(in: model, seed: 100)
    let (fixture, images) = try fixture("sparse")
    for (name, payers) in [("averaged", 4), ("summed", 1)] {
      let loss = Autoencoders().sparseLoss(of: images, by: model, payers: payers)
      try fixture.expect(name, loss, moves: model)
    }
  }

  @Test mutating func aStepOfTheLinearOne() throws {
    let model = Autoencoder(pixels: 784, latent: 32, using: &seeds)
    #expect(model.parameterCount == 50_992)
    StepFixture.install(in: model, seed: 100)
    let (fixture, images) = try fixture("linear")
    let loss = squaredErrorLoss(
      predicted: model.logits(images), expected: images, reduction: .perExample)
    try fixture.expect("loss", loss, moves: model)
  }

  @Test mutating func aStepOfTheCurvesOne() throws {
    let model = Autoencoder(
      pixels: 2, hidden: [64, 64], latent: 1, using: &seeds)
    #expect(model.parameterCount == (2 * 64 + 64 + 64 * 64 + 64 + 65) + (128 + 64 * 64 + 64 + 130))
    StepFixture.install(in: model, seed: 100)
    let fixture = try StepFixture("curve", in: "plain-autoencoders")
    let points = fixture.input(0, [4, 2])
    let loss = squaredErrorLoss(
      predicted: model.logits(points), expected: points, reduction: .mean)
    try fixture.expect("loss", loss, moves: model)
  }
}
