import Foundation
import Kernels
import Tensors
import Testing

@testable import Layers

@Suite struct DiagonalGaussianTests {
  let means: [Float] = [0.5, -1, 2, 0, 0.25, -3]
  let logVariances: [Float] = [0, 1, -2, 0.5, -0.5, 2]
  var gaussian: DiagonalGaussian {
    DiagonalGaussian(mean: Tensor([3, 2], means), logVariance: Tensor([3, 2], logVariances))
  }

  @Test("a sample is the mean plus a deviation of normal numbers")
  func sample() {
    let stream = RandomStream(key: 5)
    let sample = gaussian.sample(using: stream)
    #expect(sample.shape == [3, 2])
    for (index, value) in sample.values.enumerated() {
      let deviation = exp(Double(logVariances[index]) / 2)
      let expected = Double(means[index]) + deviation * Double(stream.normal(index))
      #expect(abs(Double(value) - expected) < 1e-5)
    }
  }

  @Test("the divergence is the integral of q log(q / p), added up over fine steps")
  func divergence() {
    var sum = 0.0
    for (mean, logVariance) in zip(means, logVariances) {
      let (mean, deviation) = (Double(mean), exp(Double(logVariance) / 2))
      let step = deviation / 200
      for index in -2400...2400 {
        let x = mean + Double(index) * step
        let z = (x - mean) / deviation
        let density = exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
        sum += density * (-z * z / 2 - log(deviation) + x * x / 2) * step
      }
    }
    #expect(abs(Double(gaussian.divergence(reduction: .sum).scalar) - sum) < 1e-4)
    #expect(abs(Double(gaussian.divergence(reduction: .perExample).scalar) - sum / 3) < 1e-4)
  }

  @Test("the distribution of a condition starts at the given variance and moves both layers")
  func conditioning() throws {
    var seeds = Seeds(RandomStream(key: 6))
    let conditioning = GaussianConditioning(3, 4, initialLogVariance: -3, using: &seeds)
    let codes = conditioning(Tensor([2, 3], [0, 0, 0, 0, 1, 0]))
    #expect(codes.mean.shape == [2, 4])
    #expect(codes.logVariance.firstRows(1).values == [-3, -3, -3, -3])
    #expect(codes.mean.lastRows(1).values == Array(conditioning.mean.weights.value.values[4..<8]))
    #expect(conditioning.parameters.count == 4)
    let loss = codes.sample(Tensor([2, 4], repeating: 1)).squared().mean()
    for gradient in try gradients(of: loss, for: conditioning.parameters) {
      #expect(gradient.values.contains { $0 != 0 })
    }
    let stream = RandomStream(key: 7)
    #expect(
      codes.sample(using: stream).values
        == codes.sample(.normal([2, 4], using: stream)).values)
  }
}
