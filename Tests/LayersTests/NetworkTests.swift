import Kernels
import Layers
import Tensors
import Testing

/// Names and numbers of a network's variables.
@Suite struct NetworkTests {
  @Test func namesAreThePropertiesAndTheirLayers() {
    var seeds = Seeds(RandomStream(key: 1))
    let network = Autoencoder(pixels: 6, wide: 5, narrow: 4, using: &seeds)
    #expect(network.name == "Autoencoder")
    #expect(
      network.variables.prefix(8).map(\.name) == [
        "encoder.dense1/weights", "encoder.dense1/bias",
        "encoder.batchNormalization1/scale", "encoder.batchNormalization1/offset",
        "encoder.batchNormalization1/mean", "encoder.batchNormalization1/variance",
        "encoder.dense2/weights", "encoder.dense2/bias",
      ])
    #expect(
      network.variables.map(\.name).filter { !$0.contains(".") } == [
        "mean/weights", "mean/bias", "logVariance/weights", "logVariance/bias",
      ])
  }

  @Test func aNameHasOneSlashHoweverDeepTheChains() {
    final class Nested: Network {
      let body: Sequential
      init(using seeds: inout Seeds) {
        body = Sequential(
          Sequential(Dense(1, 2, using: &seeds), Sequential(BatchNormalization(2))),
          Convolution2D(1, 1, size: 1, using: &seeds))
      }
    }
    var seeds = Seeds(RandomStream(key: 1))
    let names = Nested(using: &seeds).variables.map(\.name)
    #expect(names.allSatisfy { $0.count { $0 == "/" } == 1 })
    #expect(names.first == "body.sequential1.dense1/weights")
    #expect(names.contains("body.sequential1.sequential1.batchNormalization1/scale"))
    #expect(names.last == "body.convolution2D1/bias")
    #expect(Set(names).count == names.count)
  }

  @Test func aNetworkMayConsistOfNetworks() {
    final class Whole: Network {
      let inner: DenseNetwork
      let last: Dense
      init(using seeds: inout Seeds) {
        inner = DenseNetwork(using: &seeds)
        last = Dense(5, 1, using: &seeds)
      }
    }
    var seeds = Seeds(RandomStream(key: 1))
    let whole = Whole(using: &seeds)
    #expect(whole.variables.first?.name == "inner.relu/weights")
    #expect(whole.variables.last?.name == "last/bias")
    #expect(whole.parameterCount == whole.inner.parameterCount + 6)
  }

  @Test func theAutoencoderOfTheArticleHas470804Parameters() {
    var seeds = Seeds(RandomStream(key: 1))
    let network = Autoencoder(pixels: 784, wide: 256, narrow: 128, using: &seeds)
    // 784·256 + 256, 256·128 + 128, twice 128·2 + 2; back 2·128 + 128, 128·256 + 256, 256·784 + 784;
    // and two numbers for each of 768 normalised features.
    #expect(network.parameterCount == 470_804)
    #expect(network.variables.filter { !$0.isTrainable }.count == 8)
    #expect(network.parameters.count == network.variables.count - 8)
  }

  /// The generators and discriminators of the GAN article, whose sizes it gives.
  final class Pair: Network {
    let generator, discriminator: Sequential

    init(inputs: Int, labels: Int, using seeds: inout Seeds) {
      generator = Sequential(
        Dense(inputs, 7 * 7 * 64, .relu, using: &seeds), Reshape([7, 7, 64]), Dropout(0.3),
        UpSampling2D(), Convolution2D(64, 64, size: 5, .relu, using: &seeds), Dropout(0.3),
        Convolution2D(64, 32, size: 3, .relu, using: &seeds), UpSampling2D(),
        Convolution2D(32, 1, size: 5, .sigmoid, using: &seeds))
      discriminator = Sequential(
        Convolution2D(1, 128, size: 7, stride: 2, using: &seeds),
        Activate(.leakyReLU(slope: 0.3)), Dropout(0.3), MaxPooling2D(),
        Convolution2D(128 + labels, 128, size: 3, .leakyReLU(slope: 0.3), using: &seeds),
        Dropout(0.3), Flatten(), Dense(7 * 7 * 128, 1, .sigmoid, using: &seeds))
    }
  }

  @Test func theGANsOfTheArticleHaveItsNumbersOfParameters() {
    func counts(inputs: Int, labels: Int) -> [Int] {
      var seeds = Seeds(RandomStream(key: 1))
      let pair = Pair(inputs: inputs, labels: labels, using: &seeds)
      return [pair.generator, pair.discriminator].map {
        $0.variables.reduce(0) { $0 + $1.parameter.value.count }
      }
    }
    #expect(counts(inputs: 2, labels: 0) == [131_137, 160_257])
    #expect(counts(inputs: 12, labels: 10) == [162_497, 171_777])
  }

  @Test func sequentialPassesImagesThroughEveryLayer() {
    var seeds = Seeds(RandomStream(key: 1))
    let pair = Pair(inputs: 2, labels: 0, using: &seeds)
    let images = pair.generator(Tensor.normal([3, 2], using: RandomStream(key: 2)))
    #expect(images.shape == [3, 28, 28, 1])
    #expect(images.values.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(pair.discriminator(images).shape == [3, 1])
  }

  @Test func clampedParametersLieWithinTheLimitAndOthersStay() {
    final class Model: Network {
      let layer: Dense
      let normalization = BatchNormalization(4)
      init() {
        var seeds = Seeds(RandomStream(key: 1))
        layer = Dense(3, 4, using: &seeds)
      }
    }
    let model = Model(), before = model.layer.weights.value.values
    model.clampParameters(to: 0.25)
    #expect(model.layer.weights.value.values == before.map { min(0.25, max(-0.25, $0)) })
    #expect(before.contains { abs($0) > 0.25 } && before.contains { abs($0) < 0.25 })
    #expect(model.normalization.scale.value.values.allSatisfy { $0 == 0.25 })
    #expect(model.normalization.runningVariance.value.values.allSatisfy { $0 == 1 })
  }
}
