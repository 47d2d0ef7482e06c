import Foundation
import Kernels
import Layers
import Tensors
import Testing

@testable import Evaluation

/// Measures of codes, against closed forms and scalar loops in double precision.
@Suite struct LatentDistributionTests {
  private let stream = RandomStream(key: 11)

  private func gaussian(mean: [Float], logVariance: [Float], count: Int) -> DiagonalGaussian {
    DiagonalGaussian(
      mean: Tensor([count, 2], (0..<count).flatMap { _ in mean }),
      logVariance: Tensor([count, 2], (0..<count).flatMap { _ in logVariance }))
  }

  @Test(
    "codes that are distributed as the prior diverge by nothing, and 5 % of them lie beyond the circle"
  )
  func prior() {
    let measured = LatentDistribution(
      of: gaussian(mean: [0, 0], logVariance: [0, 0], count: 10_000), using: stream)
    #expect(abs(measured.divergenceFromPrior) < 1e-6)
    // Four standard errors.
    #expect(abs(measured.shareOutside - 0.05) < 4 * (0.05 * 0.95 / 10_000).squareRoot())
  }

  @Test("a Gaussian's divergence is the closed form's, as far as a thousand codes tell")
  func closedForm() {
    let (mean, logVariance): ([Float], [Float]) = ([1, -0.5], [-1, 0.5])
    let measured = LatentDistribution(
      of: gaussian(mean: mean, logVariance: logVariance, count: 2000), using: stream)
    let exact = zip(mean, logVariance).reduce(0.0) { sum, pair in
      let (m, l) = (Double(pair.0), Double(pair.1))
      return sum + 0.5 * (m * m + exp(l) - l - 1)
    }
    #expect(abs(measured.divergenceFromPrior - exact) < 0.15)
  }

  @Test("a mixture's divergence is that of a loop in double precision")
  func mixture() {
    let means = Tensor.normal([40, 3], using: stream.child(1))
    let logVariances = Tensor.normal([40, 3], using: stream.child(2))
    let measured = LatentDistribution(
      of: DiagonalGaussian(mean: means, logVariance: logVariances), using: stream)
    let (m, l, z) = (
      means.values.map(Double.init), logVariances.values.map(Double.init),
      measured.codes.values.map(Double.init)
    )
    var sum = 0.0
    for code in 0..<40 {
      var density = 0.0
      for digit in 0..<40 {
        density += exp(
          (0..<3).reduce(0.0) { sum, k in
            let d = z[3 * code + k] - m[3 * digit + k]
            return sum - 0.5 * (d * d / exp(l[3 * digit + k]) + l[3 * digit + k])
          })
      }
      let prior = (0..<3).reduce(0.0) { $0 - 0.5 * z[3 * code + $1] * z[3 * code + $1] }
      sum += log(density / 40) - prior
    }
    #expect(abs(measured.divergenceFromPrior - sum / 40) < 1e-5)
  }

  @Test("both bounds are those of a loop in double precision, and the weighted one is the nearer")
  func bounds() {
    let posterior = DiagonalGaussian(
      mean: .normal([5, 2], using: stream.child(3)),
      logVariance: .normal([5, 2], using: stream.child(4)))
    let images = Tensor.uniform([5, 7], using: stream.child(5))
    let weights = Tensor.normal([2, 7], using: stream.child(6))
    let bound = ImportanceWeightedBound(
      of: images, posterior, samples: 30, using: stream
    ) { $0.matrixProduct(with: weights) }
    let (m, l, x, w) = (
      posterior.mean.values.map(Double.init), posterior.logVariance.values.map(Double.init),
      images.values.map(Double.init), weights.values.map(Double.init)
    )
    var (plain, weighted) = (0.0, 0.0)
    for image in 0..<5 {
      var total = 0.0
      for sample in 0..<30 {
        let noise = Tensor.normal([5, 2], using: stream.at(step: UInt64(sample))).values
        var logWeight = 0.0
        var z = [0.0, 0.0]
        for k in 0..<2 {
          let (e, log) = (Double(noise[2 * image + k]), l[2 * image + k])
          z[k] = m[2 * image + k] + exp(0.5 * log) * e
          logWeight += -0.5 * z[k] * z[k] + 0.5 * (e * e + log)
        }
        for pixel in 0..<7 {
          let p = 1 / (1 + exp(-(z[0] * w[pixel] + z[1] * w[7 + pixel])))
          let t = x[7 * image + pixel]
          logWeight += t * log(p) + (1 - t) * log(1 - p)
        }
        plain += logWeight / 30
        total += exp(logWeight) / 30
      }
      weighted += log(total)
    }
    #expect(abs(bound.negativeEvidenceBound + plain / 5) < 1e-5)
    #expect(abs(bound.negativeWeightedBound + weighted / 5) < 1e-5)
    #expect(bound.negativeWeightedBound < bound.negativeEvidenceBound)
  }

  @Test("labels are read from codes that hold them, and by chance from codes that do not")
  func labels() throws {
    let labels = (0..<2000).map { UInt8($0 % 4) }
    let noise = Tensor.normal([2000, 3], using: stream.child(7))
    let telling = noise.scaled(by: 0.1) + Tensor.oneHot(labels, classes: 4).columns(0..<3)
    for (codes, least, most) in [(telling, 0.99, 1.0), (noise, 0.2, 0.3)] {
      let reader = try CodeReader(
        of: codes.firstRows(1000), Array(labels.prefix(1000)), tested: codes.lastRows(1000),
        Array(labels.suffix(1000)), classes: 4)
      #expect((least...most).contains(reader.share), "\(reader.share)")
    }
  }

  @Test("a regression's slope is that of NumPy's polyfit")
  func slope() {
    // numpy.polyfit([1, 2, 4, 7], [3, 1, 5, 6], 1)[0]
    #expect(
      abs(regressionSlope(from: [1, 2, 4, 7], to: [3, 1, 5, 6]) - 0.6904761904761905) < 1e-12)
    #expect(regressionSlope(from: [2, 2], to: [1, 5]) == 0)
  }

  @Test("a blurred pixel is the binomial mean of those around it, in each channel, with 0 outside")
  func blur() {
    let image = Tensor([1, 6], [8, 0, 0, 0, 0, 16])
    let blurred = image.blurred(.init(height: 2, width: 3)).values
    let expected: [Float] = [2, 2, 2, 1, 2.5, 4]
    #expect(blurred == expected)
    let colour = Tensor([1, 4], [16, 0, 0, 32])
    #expect(colour.blurred(.init(height: 1, width: 2, channels: 2)).values == [4, 4, 2, 8])
  }
}
