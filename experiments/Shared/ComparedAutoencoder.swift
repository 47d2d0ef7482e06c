import Digits
import Kernels
import Layers
import Notebooks
import Tensors

extension ConditionalAutoencoder {
  var style: StyleModel { StyleModel(encode: codes, decode: images) }

  /// A conditional variational autoencoder with the training of its own notebook, to compare another model with. Its random
  /// streams are `<name> weights`, `<name> noise` and `<name> dropout`, and its loss is logged as `<name>/loss`.
  static func trained(
    _ name: String, latent: Int, epochs: Int, on train: DigitSet, classes: Int, in lab: Lab,
    line: Int = #line, file: String = #fileID
  ) throws -> ConditionalAutoencoder {
    var seeds = Seeds(lab.stream("\(name) weights"))
    let pixels = train.shape.size
    let model = ConditionalAutoencoder(
      pixels: pixels, classes: classes, latent: latent, using: &seeds)
    let adam = Adam(for: model.encoder, model.decoder, learningRate: 1e-3)
    let noise = lab.stream("\(name) noise"), dropout = lab.stream("\(name) dropout")
    lab.describe(
      ["\(name)/loss": "Reconstruction loss and divergence of training digits, mean over an epoch"],
      unit: "nats per digit")
    try lab.train(adam, on: train, batchSize: 500, epochs: epochs, line: line, file: file) {
      batch in
      let loss = model.loss(of: batch, noise: noise, dropout: dropout)
      try adam.minimize(loss / Float(2 * pixels))
      return ["\(name)/loss": loss.scalar]
    }
    return model
  }
}
