import Digits
import Foundation
import Tensors
import Testing

@testable import Evaluation

/// Images against what they should be.
@Suite struct SimilarityTests {
  private struct Case: Decodable {
    let shape: [Int]
    let image, reference: [UInt8]
    let psnr, ssim: Double

    var size: ImageShape { ImageShape(height: shape[0], width: shape[1], channels: shape[2]) }
    var tensors: (image: Tensor, reference: Tensor) {
      (tensor(image), tensor(reference))
    }

    private func tensor(_ levels: [UInt8]) -> Tensor {
      Tensor([1, levels.count], levels.map { Float($0) / 255 })
    }
  }

  private func cases() throws -> [Case] {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/similarity", withExtension: "json"))
    return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
  }

  @Test("signal-to-noise ratio and structural similarity are those of scikit-image")
  func scikitImage() throws {
    let cases = try cases()
    #expect(cases.count == 3)
    for example in cases {
      let (image, reference) = example.tensors
      let ratio = peakSignalToNoise(of: image, against: reference)
      #expect(abs(ratio.mean - example.psnr) < 1e-5 * example.psnr)
      let similarity = structuralSimilarity(of: image, against: reference, example.size)
      #expect(abs(similarity.mean - example.ssim) < 1e-6)
    }
  }

  @Test("equal images are as near as bytes can tell, and images are measured one by one")
  func oneByOne() throws {
    let example = try cases()[0]
    let (image, reference) = example.tensors
    let both = Tensor([2, 784], reference.values + image.values)
    let references = Tensor([2, 784], reference.values + reference.values)
    let ratio = peakSignalToNoise(of: both, against: references)
    #expect(abs(ratio.values[0] - 58.92) < 0.01)
    #expect(ratio.values[1] == peakSignalToNoise(of: image, against: reference).mean)
    let similarity = structuralSimilarity(of: both, against: references, .digit)
    #expect(abs(similarity.values[0] - 1) < 1e-12)
    #expect(similarity.mean == similarity.values.reduce(0, +) / 2)
  }

  @Test("the absolute error is the mean over an image's pixels, image by image")
  func differences() {
    let images = Tensor([2, 4], [1, 0.5, 0, 0.25, 0, 0, 0, 0])
    let references = Tensor([2, 4], [0, 1, 0, 0.25, 0, 0, 0, 1])
    #expect(absoluteError(of: images, against: references).values == [0.375, 0.25])
  }

  @Test("overlap is what is common over all, of numbers above a half")
  func ink() {
    let images = Tensor([3, 4], [1, 0.6, 0.5, 0, 0, 0, 0, 0.5, 0.9, 0, 0, 0])
    let others = Tensor([3, 4], [0.7, 0, 0.8, 0.4, 0.2, 0, 0, 0, 0, 0.9, 0, 0])
    #expect(overlap(of: images, with: others).values == [1.0 / 3, 1, 0])
  }
}
