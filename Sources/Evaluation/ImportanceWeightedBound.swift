import Kernels
import Layers
import Tensors

/// How probable a variational autoencoder holds images to be: two lower bounds of log p(x), from the same draws.
///
/// With k codes zᵢ drawn for an image from the encoder's distribution q and the weights wᵢ = p(x | zᵢ) p(zᵢ) / q(zᵢ), the mean
/// of log wᵢ is an estimate of the evidence lower bound that training raises, and log (1/k Σ wᵢ) is the importance-weighted
/// bound (Burda, Grosse and Salakhutdinov, 2015). It lies between that and log p(x), nearer the more codes there are.
public struct ImportanceWeightedBound: Sendable, Equatable {
  /// The evidence lower bound, negated, in nats per image.
  public let negativeEvidenceBound: Double
  /// The importance-weighted bound, negated, in nats per image.
  public let negativeWeightedBound: Double

  /// Measures images.
  ///
  /// - Parameters:
  ///   - images: pixels in [0, 1], [n, pixels].
  ///   - posterior: the encoder's distributions of codes, of n images.
  ///   - samples: the number of codes k for each.
  ///   - stream: what the codes are drawn by.
  ///   - logits: the decoder: logits of the pixels, [n, pixels], of codes, [n, dimensions], of all images in their order.
  public init(
    of images: Tensor, _ posterior: DiagonalGaussian, samples: Int, using stream: RandomStream,
    logits: (Tensor) -> Tensor
  ) {
    let count = images.shape[0]
    require(
      samples > 0 && count > 0 && posterior.mean.shape[0] == count,
      "\(samples) codes for \(count) images with \(posterior.mean.shape[0]) distributions")
    let halfLogVariance = posterior.logVariance.sum(along: [1]).scaled(by: 0.5)
    var weights: [[Float]] = []
    for sample in 0..<samples {
      let noise = Tensor.normal(posterior.mean.shape, using: stream.at(step: UInt64(sample)))
      let codes = posterior.sample(noise)
      let error = logits(codes).crossEntropy(targets: images).sum(along: [1])
      // log p(z) − log q(z | x) = −½ |z|² + ½ |ε|² + ½ Σ log σ²
      let ratio = (noise.squared() - codes.squared()).sum(along: [1]).scaled(by: 0.5)
      weights.append((ratio + halfLogVariance - error).values)
    }
    var (plain, weighted) = (0.0, 0.0)
    for image in 0..<count {
      let greatest = weights.reduce(-Float.infinity) { max($0, $1[image]) }
      var (sum, total) = (0.0, 0.0)
      for sample in weights {
        sum += Double(sample[image])
        total += Double(Elementary.exp(sample[image] - greatest))
      }
      plain += sum / Double(samples)
      weighted += Double(greatest) + Double(Elementary.log(Float(total / Double(samples))))
    }
    negativeEvidenceBound = -plain / Double(count)
    negativeWeightedBound = -weighted / Double(count)
  }
}
