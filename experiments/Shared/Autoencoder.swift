import Kernels
import Layers
import Tensors

//: An autoencoder is two networks, one behind the other. The **encoder** makes a code of a digit; the **decoder**
//: makes a picture of the code. The code is smaller than the digit, so what comes through is what both have learned
//: to say in few numbers. The decoder answers with logits, whose sigmoid is the picture.

final class Autoencoder: Network {
  let encoder, decoder: Sequential

  init(encoder: Sequential, decoder: Sequential) {
    (self.encoder, self.decoder) = (encoder, decoder)
  }

  /// Dense layers of `hidden` numbers on the way to the code, and the same in reverse order on the way back.
  convenience init(
    pixels: Int, hidden: [Int] = [], latent: Int, code: Activation = .identity,
    using seeds: inout Seeds
  ) {
    func layers(_ widths: [Int], last: Activation) -> Sequential {
      let count = widths.count - 1
      return Sequential(
        (0..<count).map {
          Dense(widths[$0], widths[$0 + 1], $0 == count - 1 ? last : .elu, using: &seeds)
        })
    }
    let widths = [pixels] + hidden + [latent]
    let encoder = layers(widths, last: code)
    self.init(encoder: encoder, decoder: layers(widths.reversed(), last: .identity))
  }

  func logits(_ images: Tensor) -> Tensor { decoder(encoder(images)) }
  func images(_ codes: Tensor) -> Tensor { decoder(codes).activated(.sigmoid) }
  func reconstructions(_ images: Tensor) -> Tensor { self.images(encoder(images)) }

  /// The mean cross-entropy of a pixel, in nats, between images and what is made of `inputs`, or of the images
  /// themselves.
  func loss(of images: Tensor, from inputs: Tensor? = nil) -> Tensor {
    crossEntropyLoss(logits: logits(inputs ?? images), expected: images, reduction: .mean)
  }

  final class Half: Network {  //hide
    let layers: Sequential  //hide

    init(_ layers: Sequential) { self.layers = layers }  //hide
  }  //hide
}
