import Digits
import Kernels
import Layers
import Tensors

/// A small training run from the first random number to the last parameter: digits are drawn, an autoencoder
/// with convolutions learns to draw them again, and a network to read them.
func forEachTraining(_ body: (String, UInt64) -> Void) {
  let digits = Strokes(seed: 20).draw(0..<256, on: Workers())
  var pictures = BitDigest()
  for pixel in digits.images { pictures.add(UInt32(pixel)) }
  for label in digits.labels { pictures.add(UInt32(label)) }
  body("training digits", pictures.value)

  var seeds = Seeds(RandomStream(key: 21))
  let autoencoder = Autoencoder(using: &seeds)
  let reader = Reader(using: &seeds)
  let adam = Adam(for: autoencoder, learningRate: 0.002)
  let rmsProp = RMSProp(for: reader, learningRate: 0.001)
  let noise = RandomStream(key: 22), dropping = RandomStream(key: 23)
  var losses = BitDigest()
  for step in 0..<6 {
    let order = RandomStream(key: 24).at(step: UInt64(step / 8)).permutation(digits.count)
    let batch = BatchOrder(permutation: order, batchSize: 32)[step % 8]
    let images = Tensor([32, 28, 28, 1]) { digits.copyImages(at: batch, as: .unit, into: $0) }
    let labels = Tensor([32, 10]) { digits.copyOneHot(at: batch, classes: 10, into: $0) }
    let phase = Phase.training(dropping.at(step: UInt64(step)))
    let drawing = autoencoder.loss(
      of: images, epsilon: .normal([32, 4], using: noise.at(step: UInt64(step))), phase)
    let reading = softmaxCrossEntropyLoss(
      logits: reader(images, phase), expected: labels, reduction: .mean)
    losses.add(drawing.values + reading.values)
    do throws(NonFiniteError) {
      try adam.minimize(drawing)
      try rmsProp.minimize(reading)
    } catch {
      body("training is not finite", 0)
      return
    }
  }
  body("training losses", losses.value)
  for (name, network) in [("autoencoder", autoencoder.variables), ("reader", reader.variables)] {
    var digest = BitDigest()
    for variable in network { digest.add(variable.parameter.value.values) }
    body("training \(name)", digest.value)
  }
}

/// A variational autoencoder with strided and up-sampling convolutions.
private final class Autoencoder: Network {
  let encoder: Sequential
  let mean, logVariance: Dense
  let decoder: Sequential

  init(using seeds: inout Seeds) {
    let leaky = Activation.leakyReLU(slope: 0.2)
    encoder = Sequential(
      Convolution2D(1, 8, size: 4, stride: 2, leaky, using: &seeds),
      Convolution2D(8, 16, size: 4, stride: 2, leaky, using: &seeds),
      BatchNormalization(16), Flatten(), Dense(784, 48, .elu, using: &seeds), Dropout(0.2))
    mean = Dense(48, 4, using: &seeds)
    logVariance = Dense(48, 4, using: &seeds)
    decoder = Sequential(
      Dense(4, 784, .relu, using: &seeds), Reshape([7, 7, 16]), BatchNormalization(16),
      UpSampledConvolution2D(16, 16, size: 3, .tanh, using: &seeds),
      UpSampledConvolution2D(16, 1, size: 5, using: &seeds))
  }

  var variables: [Variable] {
    encoder.variables + mean.variables + logVariance.variables + decoder.variables
  }

  func loss(of images: Tensor, epsilon: Tensor, _ phase: Phase) -> Tensor {
    let features = encoder(images, phase.child(0))
    let (mean, logVariance) = (mean(features), logVariance(features))
    let codes = mean + (0.5 * logVariance).exponential() * epsilon
    let logits = decoder(codes, phase.child(1))
    return crossEntropyLoss(logits: logits, expected: images, reduction: .perExample)
      + gaussianDivergenceLoss(mean: mean, logVariance: logVariance, reduction: .perExample)
  }
}

/// A reader of digits with a Winograd convolution and pooling.
private final class Reader: Network {
  let layers: Sequential

  init(using seeds: inout Seeds) {
    layers = Sequential(
      Convolution2D(1, 32, size: 3, .relu, using: &seeds), MaxPooling2D(),
      Convolution2D(32, 64, size: 3, .sigmoid, using: &seeds), UpSampling2D(), MaxPooling2D(),
      Flatten(), Dropout(0.4), Dense(14 * 14 * 64, 10, using: &seeds))
  }

  var variables: [Variable] { layers.variables }

  func callAsFunction(_ images: Tensor, _ phase: Phase) -> Tensor { layers(images, phase) }
}
