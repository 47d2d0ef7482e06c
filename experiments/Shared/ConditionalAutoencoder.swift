import Kernels
import Layers
import Notebooks
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

  func callAsFunction(_ inputs: Tensor, _ phase: Phase) -> DiagonalGaussian {
    let features = hidden(inputs, phase)
    return DiagonalGaussian(mean: mean(features), logVariance: logVariance(features))
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

  init(pixels: Int, classes: Int, latent: Int, dropoutRate: Float = 0.3, using seeds: inout Seeds) {
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
    let gaussian = encoder(images.concatenated(with: labels), phase.child(0))
    let codes = gaussian.sample(using: noise)
    let logits = decoder(codes.concatenated(with: labels), phase.child(1))
    return (
      crossEntropyLoss(logits: logits, expected: images, reduction: .perExample),
      gaussian.divergence(reduction: .perExample)
    )
  }

  func loss(of batch: Batch, noise: RandomStream, dropout: RandomStream) -> Tensor {
    let noise = batch.stream(noise), phase = Phase.training(batch.stream(dropout))
    let losses = losses(of: batch.images, batch.labels, noise: noise, phase)
    return losses.reconstruction + losses.divergence
  }
}
