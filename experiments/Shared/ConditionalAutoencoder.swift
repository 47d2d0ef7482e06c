import Kernels
import Layers
import Tensors

//: One hidden layer on either side, and the label beside the input of both networks as a one-hot vector. The loss is
//: the variational autoencoder's: the cross-entropy of the pixels plus the divergence of the codes, in nats per digit.

final class ConditionalEncoder: Network {
  let hidden: Sequential
  let mean, logVariance: Dense

  init(inputs: Int, latent: Int, dropoutRate: Float, using seeds: inout Seeds) {
    hidden = Sequential(
      Dense(inputs, 256, .relu, using: &seeds), BatchNormalization(256), Dropout(dropoutRate))
    mean = Dense(256, latent, using: &seeds)
    logVariance = Dense(256, latent, using: &seeds)
  }

  func callAsFunction(_ inputs: Tensor, _ phase: Phase) -> (mean: Tensor, logVariance: Tensor) {
    let features = hidden(inputs, phase)
    return (mean(features), logVariance(features))
  }
}

final class ConditionalDecoder: Network {
  let hidden: Sequential
  let logits: Dense

  init(inputs: Int, pixels: Int, dropoutRate: Float, using seeds: inout Seeds) {
    hidden = Sequential(
      Dense(inputs, 256, .leakyReLU(slope: 0.3), using: &seeds), BatchNormalization(256),
      Dropout(dropoutRate))
    logits = Dense(256, pixels, using: &seeds)
  }

  func callAsFunction(_ inputs: Tensor, _ phase: Phase) -> Tensor { logits(hidden(inputs, phase)) }
}

final class ConditionalAutoencoder: Network {
  let encoder: ConditionalEncoder
  let decoder: ConditionalDecoder
  private let classes: Int

  init(pixels: Int, classes: Int, latent: Int, dropoutRate: Float, using seeds: inout Seeds) {
    self.classes = classes
    encoder = ConditionalEncoder(
      inputs: pixels + classes, latent: latent, dropoutRate: dropoutRate, using: &seeds)
    decoder = ConditionalDecoder(
      inputs: latent + classes, pixels: pixels, dropoutRate: dropoutRate, using: &seeds)
  }

  func codes(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
    encoder(images.concatenated(with: .oneHot(labels, classes: classes)), .inference).mean
  }

  func images(_ codes: Tensor, _ labels: [UInt8]) -> Tensor {
    decoder(codes.concatenated(with: .oneHot(labels, classes: classes)), .inference)
      .activated(.sigmoid)
  }

  func losses(
    of images: Tensor, _ labels: [UInt8], noise: RandomStream, _ phase: Phase
  ) -> (reconstruction: Tensor, divergence: Tensor) {
    let labels = Tensor.oneHot(labels, classes: classes)
    let (mean, logVariance) = encoder(images.concatenated(with: labels), phase.child(0))
    let epsilon = Tensor.normal(mean.shape, using: noise)
    let codes = mean + (0.5 * logVariance).exponential() * epsilon
    let logits = decoder(codes.concatenated(with: labels), phase.child(1))
    return (
      crossEntropyLoss(logits: logits, expected: images, reduction: .perExample),
      gaussianDivergenceLoss(mean: mean, logVariance: logVariance, reduction: .perExample)
    )
  }
}
