import Kernels
import Layers
import Notebooks
import Tensors

/// A network of images [n, 8, 8, 2] and labels [n, 3] with every kind of layer that can be described.
final class EveryLayer: Network {
  let before: Sequential
  let labels: Embedding
  let after: Sequential
  let score, projection: Dense
  let equal: Dense

  init(using seeds: inout Seeds) {
    before = Sequential(
      Reshape([8, 8, 2]), Convolution2D(2, 4, size: 5, .leakyReLU(slope: 0.3), using: &seeds),
      Dropout(0.5), MaxPooling2D(), BatchNormalization(4), PReLU(4),
      Residual(Convolution2D(4, 4, size: 3, .elu, usesBias: false, using: &seeds)),
      SkipConnection(
        Convolution2D(4, 6, size: 4, stride: 2, using: &seeds), InstanceNormalization(6),
        Activate(.relu), ConvolutionTranspose2D(6, 4, size: 4, .tanh, using: &seeds)))
    labels = Embedding(3, 2, using: &seeds)
    after = Sequential(
      UpSampledConvolution2D(10, 8, size: 3, .leakyReLU(slope: 0.2), using: &seeds),
      AveragePooling2D(), PixelNormalization(), LayerNormalization(8),
      InstanceNormalization(8, usesScale: false), PixelShuffle(), UpSampling2D(),
      MinibatchStandardDeviation(),
      Convolution2D(3, 1, size: 3, stride: 3, .sigmoid, using: &seeds),
      Flatten())
    score = Dense(36, 1, usesBias: false, using: &seeds)
    projection = Dense(3, 36, using: &seeds)
    equal = Dense(36, 2, .relu, initializer: .equalized(gain: 1.5), using: &seeds)
    // Not the zeros, ones and means of a network that nobody trained.
    for (index, variable) in variables.enumerated() {
      let value = variable.parameter.value
      let noise = Tensor.uniform(value.shape, using: RandomStream(key: UInt64(index)))
      variable.parameter.assign(value + noise.scaled(by: 0.5, plus: 0.125))
    }
  }

  func callAsFunction(
    _ images: Tensor, _ labels: Tensor, _ phase: Phase
  ) -> (score: Tensor, pair: Tensor) {
    let maps = before(images, phase.child(0))
    let told = self.labels(labels).tiled(height: 4, width: 4)
    let features = after(maps.concatenated(with: told), phase.child(1))
    let inner = (features * projection(labels)).sum(along: [1], keepingAxes: true)
    let score = (score(features) + inner - 1).clamped(to: -4...4)
    return (score, equal(features.absolute().squareRoot().columns(0..<36)))
  }
}

extension Lab {
  /// Saves an `EveryLayer` as `every`.
  func save(_ network: EveryLayer) {
    save(network, as: "every", taking: ["images": [128], "labels": [3]]) {
      let (score, pair) = network($0[0], $0[1], .inference)
      return ["score": score, "pair": pair]
    }
  }
}
