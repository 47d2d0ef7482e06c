import Kernels
import Layers
import Tensors

// The networks of the fixture, with the names that it uses.

/// A dense layer for every activation.
final class DenseNetwork: Network {
  let relu, leakyReLU, elu, sigmoid, tanh: Dense

  init(using seeds: inout Seeds) {
    relu = Dense(7, 12, .relu, using: &seeds)
    leakyReLU = Dense(12, 9, .leakyReLU(slope: 0.3), using: &seeds)
    elu = Dense(9, 8, .elu, using: &seeds)
    sigmoid = Dense(8, 6, .sigmoid, using: &seeds)
    tanh = Dense(6, 5, .tanh, using: &seeds)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { tanh(sigmoid(elu(leakyReLU(relu(x))))) }
}

/// Convolutions with every kind of padding, pooling of an odd size, up-sampling and label maps.
final class ConvolutionNetwork: Network {
  let large, small, strided: Convolution2D
  let pooling = MaxPooling2D()
  let upSampling = UpSampling2D()
  let verdict: Dense

  init(using seeds: inout Seeds) {
    large = Convolution2D(2, 3, size: 5, .leakyReLU(slope: 0.3), using: &seeds)
    small = Convolution2D(3, 4, size: 3, stride: 2, .elu, using: &seeds)
    strided = Convolution2D(7, 2, size: 7, stride: 2, .tanh, using: &seeds)
    verdict = Dense(12, 1, .sigmoid, using: &seeds)
  }

  func callAsFunction(_ x: Tensor, labels: Tensor) -> Tensor {
    let features = upSampling(small(pooling(large(x))))
    let labelled = features.concatenated(with: labels.tiled(height: 6, width: 4))
    return verdict(Flatten()(strided(labelled)))
  }
}

/// Batch normalisation of images and of features.
final class NormalizationNetwork: Network {
  let filter: Convolution2D
  let imageNorm = BatchNormalization(5)
  let hidden: Dense
  let featureNorm = BatchNormalization(6)
  let logits: Dense

  init(using seeds: inout Seeds) {
    filter = Convolution2D(2, 5, size: 3, using: &seeds)
    hidden = Dense(100, 6, using: &seeds)
    logits = Dense(6, 4, using: &seeds)
  }

  func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor {
    let images = Activate(.relu)(imageNorm(filter(x), phase))
    return logits(featureNorm(hidden(Flatten()(images)), phase))
  }
}

/// The variational autoencoder of the article, of any size and without dropout.
final class Autoencoder: Network {
  let encoder: Sequential
  let mean, logVariance: Dense
  let decoder: Sequential

  init(pixels: Int, wide: Int, narrow: Int, latent: Int = 2, using seeds: inout Seeds) {
    encoder = Sequential(
      Dense(pixels, wide, .relu, using: &seeds), BatchNormalization(wide),
      Dense(wide, narrow, .relu, using: &seeds), BatchNormalization(narrow))
    mean = Dense(narrow, latent, using: &seeds)
    logVariance = Dense(narrow, latent, using: &seeds)
    decoder = Sequential(
      Dense(latent, narrow, .leakyReLU(slope: 0.3), using: &seeds), BatchNormalization(narrow),
      Dense(narrow, wide, .leakyReLU(slope: 0.3), using: &seeds), BatchNormalization(wide),
      Dense(wide, pixels, using: &seeds))
  }

  /// The loss of the article: cross-entropy and divergence per digit, divided by twice the pixels.
  func loss(_ x: Tensor, noise: Tensor, _ phase: Phase) -> Tensor {
    let hidden = encoder(x, phase.child(0))
    let (mean, logVariance) = (self.mean(hidden), self.logVariance(hidden))
    let z = mean + (0.5 * logVariance).exponential() * noise
    let reconstruction = crossEntropyLoss(
      logits: decoder(z, phase.child(1)), expected: x, reduction: .perExample)
    let divergence = gaussianDivergenceLoss(
      mean: mean, logVariance: logVariance, reduction: .perExample)
    return (reconstruction + divergence) / Float(2 * x.shape[1])
  }
}

/// The GAN of dense layers, narrower.
final class AdversarialPair: Network {
  let generator, discriminator: Sequential

  init(using seeds: inout Seeds) {
    generator = Sequential(
      Dense(10, 13, .leakyReLU(slope: 0.01), using: &seeds), Dense(13, 30, .tanh, using: &seeds))
    discriminator = Sequential(
      Dense(30, 13, .leakyReLU(slope: 0.01), using: &seeds), Dense(13, 1, using: &seeds))
  }
}
