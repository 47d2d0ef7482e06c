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

  func codes(_ images: Tensor) -> Tensor { encoder(images) }

  /// Pictures with pixels in [0, 1].
  func images(_ codes: Tensor) -> Tensor { decoder(codes).activated(.sigmoid) }

  func reconstructions(_ images: Tensor) -> Tensor { self.images(codes(images)) }

  /// The cross-entropy of the pixels in nats, its mean over all: of what is made of `inputs`, as pictures of `images`.
  func loss(of images: Tensor, from inputs: Tensor? = nil) -> Tensor {
    crossEntropyLoss(
      logits: decoder(codes(inputs ?? images)), expected: images, reduction: .mean)
  }
}

extension Autoencoder {
  /// Hidden layers of `hidden` numbers on the way to the code, and the same in reverse order on the way back.
  static func deep(
    pixels: Int, hidden: [Int], latent: Int, using seeds: inout Seeds
  ) -> Autoencoder {
    func layers(_ widths: [Int]) -> Sequential {
      Sequential(
        zip(widths, widths.dropFirst()).enumerated().map { index, sizes in
          let isLast = index == widths.count - 2
          return Dense(sizes.0, sizes.1, isLast ? .identity : .elu, using: &seeds)
        })
    }
    let widths = [pixels] + hidden + [latent]
    return Autoencoder(encoder: layers(widths), decoder: layers(widths.reversed()))
  }
}
