import Kernels
import Layers
import Tensors

/// How the codes of all digits together compare with the standard normal distribution, the prior that new codes are drawn from.
///
/// Each digit n has a normal distribution of codes, N(μₙ, σₙ²); the mean of all, q(z) = 1/N Σ N(z; μₙ, σₙ²), is called the
/// aggregate posterior (Makhzani and others, 2015).
public struct LatentDistribution: Sendable {
  /// A code drawn for each digit, [n, dimensions].
  public let codes: Tensor
  /// The Kullback-Leibler divergence of q from the prior, in nats: the mean of log q(z) − log p(z) over drawn codes z. They are
  /// drawn from the same digits that q consists of, which makes it a little greater than over others.
  public let divergenceFromPrior: Double
  /// The share of codes whose first two coordinates lie outside of the circle that 95 % of the prior lies in.
  public let shareOutside: Double

  /// The radius of the circle about the origin that 95 % of the standard normal distribution in the plane lies in, √(−2 log 0.05).
  public static let circleRadius = 2.447_746_830_680_816
  /// At most so many drawn codes are compared with all distributions.
  static let most = 1000

  /// Measures distributions of codes.
  ///
  /// - Parameters:
  ///   - posterior: of n digits, in two dimensions or more.
  ///   - stream: what the codes are drawn by.
  public init(of posterior: DiagonalGaussian, using stream: RandomStream) {
    let (count, dimensions) = (posterior.mean.shape[0], posterior.mean.shape[1])
    require(dimensions > 1, "codes of \(dimensions) number, and a circle needs two")
    codes = posterior.sample(using: stream)
    let drawn = codes.values
    let means = posterior.mean.values
    let precisions = (-1 * posterior.logVariance).exponential().values
    // −½ Σ log σ², the same for all codes. The constants of both densities cancel out.
    let offsets = posterior.logVariance.sum(along: [1]).scaled(by: -0.5).values
    var outside = 0
    for digit in 0..<count {
      let (x, y) = (Double(drawn[digit * dimensions]), Double(drawn[digit * dimensions + 1]))
      if (x * x + y * y).squareRoot() > Self.circleRadius { outside += 1 }
    }
    shareOutside = Double(outside) / Double(count)
    var sum = 0.0
    let compared = min(count, Self.most)
    var exponents = [Float](repeating: 0, count: count)
    for code in 0..<compared {
      let z = drawn[code * dimensions..<(code + 1) * dimensions]
      var greatest = -Float.infinity
      for digit in 0..<count {
        var square: Float = 0
        for (k, coordinate) in z.enumerated() {
          let difference = coordinate - means[digit * dimensions + k]
          square += difference * difference * precisions[digit * dimensions + k]
        }
        exponents[digit] = offsets[digit] - 0.5 * square
        greatest = max(greatest, exponents[digit])
      }
      var total = 0.0
      for exponent in exponents { total += Double(Elementary.exp(exponent - greatest)) }
      let prior = z.reduce(0.0) { $0 - 0.5 * Double($1) * Double($1) }
      sum += Double(greatest) + Double(Elementary.log(Float(total / Double(count)))) - prior
    }
    divergenceFromPrior = sum / Double(compared)
  }
}
