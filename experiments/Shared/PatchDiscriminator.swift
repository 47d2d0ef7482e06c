import Kernels
import Layers
import Notebooks
import Tensors

//: The discriminator has no last dense layer: it gives a logit for every patch of the picture, and the loss is the mean
//: over all of them. So it judges strokes and edges, wherever they are, with few parameters, and leaves the whole to
//: the other loss (Isola and others, 2017, call it PatchGAN). Two convolutions halve the maps; where `isNormalized`,
//: the second one's are normalised, each map of each picture by itself.

/// Logits [n, ⌈height / 4⌉, ⌈width / 4⌉, 1] of maps [n, height, width, channels].
final class PatchDiscriminator: SequentialNetwork {
  let layers: Sequential

  init(channels: Int, width: Int, isNormalized: Bool, using seeds: inout Seeds) {
    let leaky = Activation.leakyReLU(slope: 0.2)
    var layers: [any Layer] = [
      Convolution2D(channels, width, size: 4, stride: 2, leaky, using: &seeds),
      Convolution2D(width, 2 * width, size: 4, stride: 2, usesBias: !isNormalized, using: &seeds),
    ]
    if isNormalized { layers.append(InstanceNormalization(2 * width)) }
    let logits = Convolution2D(2 * width, 1, size: 3, using: &seeds)
    self.layers = Sequential(layers + [Activate(leaky), logits])
  }
}
