import Kernels
import Layers
import Tensors
import Testing

@testable import experiments

/// The notebooks' networks have the sizes that the articles give them.
@Suite struct NetworkTests {
  @Test func adversaries() {
    var seeds = Seeds(RandomStream(key: 1))
    let generator = Generator(latent: 100, hidden: 128, pixels: 784, using: &seeds)
    let judge = Discriminator(pixels: 784, hidden: 128, using: &seeds)
    #expect(generator.parameterCount == 100 * 128 + 128 + 128 * 784 + 784)
    #expect(judge.parameterCount == 784 * 128 + 128 + 128 + 1)
  }

  @Test func generatorsPicturesLieInTheUnitInterval() {
    var seeds = Seeds(RandomStream(key: 2))
    let generator = Generator(latent: 100, hidden: 128, pixels: 784, using: &seeds)
    let z = Tensor.normal([5, 100], using: RandomStream(key: 3))
    #expect(generator.images(3 * z).values.allSatisfy { (0...1).contains($0) })
    #expect(generator.images(z).shape == [5, 784])
  }
}
