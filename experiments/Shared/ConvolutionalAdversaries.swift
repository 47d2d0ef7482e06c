import Digits
import Kernels
import Layers
import Notebooks
import Tensors

//: A **transposed convolution** is what a convolution does to gradients on their way back: every pixel of the small map
//: puts its kernel, times its value, onto the large one, where neighbours overlap and add up. With a stride of 2 a map
//: doubles, and unlike a layer that repeats pixels this one learns how. Its kernels have four rows and columns, a multiple
//: of the stride, so that every pixel is covered equally often; with five it would not be, which favours patterns of a chessboard
//: (Odena, Dumoulin and Olah, 2016). The generator
//: doubles its first, small maps until they are a picture; the discriminator halves them again, by convolutions with a
//: stride of 2. `widths` are the channels of the maps; but for the first `unnormalized` of them batches are normalised,
//: and then the layer before has no bias, which the normalisation would take away again. All weights start as normal numbers with a deviation of 0.02.

final class ConvolutionalGenerator: SequentialNetwork {
  let layers: Sequential

  init(
    _ shape: ImageShape, latent: Int, widths: [Int], _ activation: Activation, output: Activation,
    unnormalized: Int, usesBias: Bool = false, using seeds: inout Seeds
  ) {
    let (rows, columns) = (shape.height >> widths.count, shape.width >> widths.count)
    let normal = Initializer.normal(deviation: 0.02)
    var layers: [any Layer] = [
      Dense(
        latent, rows * columns * widths[0], usesBias: usesBias || unnormalized > 0,
        initializer: normal, using: &seeds), Reshape([rows, columns, widths[0]]),
    ]
    let outputs = widths.dropFirst() + [shape.channels]
    for (index, (inputs, outputs)) in zip(widths, outputs).enumerated() {
      if index >= unnormalized { layers.append(BatchNormalization(inputs)) }
      let hasBias = usesBias || index + 1 < unnormalized || index + 1 == widths.count
      layers += [
        Activate(activation),
        ConvolutionTranspose2D(
          inputs, outputs, size: 4, usesBias: hasBias, initializer: normal, using: &seeds),
      ]
    }
    self.layers = Sequential(layers + [Activate(output), Flatten()])
  }
}

final class ConvolutionalDiscriminator: SequentialNetwork {
  let layers: Sequential

  init(
    _ shape: ImageShape, widths: [Int], _ activation: Activation, unnormalized: Int,
    isStrided: Bool = true, using seeds: inout Seeds
  ) {
    let normal = Initializer.normal(deviation: 0.02)
    var layers: [any Layer] = [Reshape([shape.height, shape.width, shape.channels])]
    for (index, (inputs, outputs)) in zip([shape.channels] + widths, widths).enumerated() {
      layers.append(
        Convolution2D(
          inputs, outputs, size: 5, stride: isStrided ? 2 : 1, usesBias: index < unnormalized,
          initializer: normal, using: &seeds))
      if index >= unnormalized { layers.append(BatchNormalization(outputs)) }
      layers += isStrided ? [Activate(activation)] : [Activate(activation), MaxPooling2D()]
    }
    let places = (shape.height >> widths.count) * (shape.width >> widths.count)
    let score = Dense(places * (widths.last ?? 0), 1, initializer: normal, using: &seeds)
    self.layers = Sequential(layers + [Flatten(), score])
  }
}

typealias DCGANContest = AdversarialContest<ConvolutionalGenerator, ConvolutionalDiscriminator>
