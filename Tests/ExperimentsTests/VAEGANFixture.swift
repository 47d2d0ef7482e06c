import Foundation
import Layers
import Tensors
import TestSupport
import Testing

/// What `Fixtures/make_vae_gan.py` wrote: losses and gradients of PyTorch in double precision.
struct VAEGANFixture {
  /// A loss and the gradients of the network that it moves, in the order of its variables.
  private struct Loss: Decodable {
    let value: Double
    let gradients: [Gradient]
  }

  /// What is kept of a tensor's gradient.
  private struct Gradient: Decodable {
    let norm: Double
    /// Sums with signs, to which every element contributes.
    let signed: [Double]
    /// At most 32 elements at even distances.
    let elements: [Double]
  }

  private struct Case: Decodable {
    let seed: UInt32
    let losses: [String: Loss]
  }

  private let losses: [String: Loss]
  /// Two pictures with pixels in [0, 1), [2, 784].
  let images: Tensor
  /// Their labels, [2, 10].
  let labels = Tensor.oneHot([4, 9])
  /// Numbers that codes are drawn with, and drawn codes, [2, 8] each.
  let epsilon, z: Tensor

  init(_ name: String) throws {
    let url = try #require(
      Bundle.module.url(forResource: "vae-gan", withExtension: "json", subdirectory: "Fixtures"))
    let cases = try JSONDecoder().decode([String: Case].self, from: Data(contentsOf: url))
    let chosen = try #require(cases[name])
    losses = chosen.losses
    images = 0.5 * Self.noise([2, 784], seed: chosen.seed) + 0.5
    epsilon = 2 * Self.noise([2, 8], seed: chosen.seed + 1)
    z = 2 * Self.noise([2, 8], seed: chosen.seed + 2)
  }

  /// Expects a loss and the gradients of `network` to be PyTorch's, each up to a relative error of 3e-5.
  func expect(
    _ name: String, _ loss: Tensor, moves network: (any Network)? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(losses[name])
    #expect(
      relativeError([loss.scalar], [expected.value]) < 2e-6, "\(name)",
      sourceLocation: sourceLocation)
    guard let network else { return }
    let actual = try gradients(of: loss, for: network.parameters)
    #expect(actual.count == expected.gradients.count, sourceLocation: sourceLocation)
    for ((gradient, expected), variable) in zip(zip(actual, expected.gradients), network.variables)
    {
      let distance = Self.distance(gradient.values, expected)
      #expect(
        distance <= 3e-5 * expected.norm, "\(name): \(variable.name)",
        sourceLocation: sourceLocation)
    }
  }

  /// Gives a network the parameters of the fixture, seeds counted from `seed` on.
  static func install(in network: any Network, seed: UInt32) {
    for (index, parameter) in network.parameters.enumerated() {
      let shape = parameter.value.shape
      let scale = shape.count == 1 ? 0.125 : weightScale(shape)
      parameter.assign(scale * noise(shape, seed: seed + UInt32(index)))
    }
  }

  /// The greatest difference of what is kept of a gradient.
  private static func distance(_ values: [Float], _ expected: Gradient) -> Double {
    let size = values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    var greatest = abs(size - expected.norm)
    for (seed, expected) in zip([400, 401] as [UInt32], expected.signed) {
      let noise = noise([values.count], seed: seed).values
      let sum = zip(values, noise).reduce(0) { $0 + Double($1.1 < 0 ? -$1.0 : $1.0) }
      greatest = max(greatest, abs(sum - expected))
    }
    let step = (values.count + 31) / 32
    let kept = stride(from: 0, to: values.count, by: step).map { Double(values[$0]) }
    if kept.count != expected.elements.count { return .infinity }
    return zip(kept, expected.elements).reduce(greatest) { max($0, abs($1.0 - $1.1)) }
  }

  /// Numbers in [−1, 1) with 24 bits: MurmurHash3's last mix of the element's number.
  private static func noise(_ shape: [Int], seed: UInt32) -> Tensor {
    Tensor(
      shape,
      (0..<UInt32(shape.reduce(1, *))).map { element in
        var x = element &+ seed << 20
        x = (x ^ x >> 16) &* 0x85eb_ca6b
        x = (x ^ x >> 13) &* 0xc2b2_ae35
        x ^= x >> 16
        return Float(x >> 8) / 8_388_608 - 1
      })
  }

  /// The power of two next to twice the limit of Glorot and Bengio.
  private static func weightScale(_ shape: [Int]) -> Float {
    let fan = shape.dropLast(2).reduce(1, *) * (shape[shape.count - 2] + shape[shape.count - 1])
    return Float(exp2((log2(24 / Double(fan)) / 2).rounded()))
  }
}
