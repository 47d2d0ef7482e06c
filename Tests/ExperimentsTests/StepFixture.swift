import Foundation
import Layers
import Tensors
import TestSupport
import Testing

/// One training step as PyTorch computes it in double precision: what a script in `Fixtures/` wrote.
struct StepFixture {
  /// A loss and the gradients of the network that it moves, in the order of its variables.
  struct Loss: Decodable {
    let value: Double
    let gradients: [Gradient]
  }

  /// What is kept of a tensor's gradient.
  struct Gradient: Decodable {
    let norm: Double
    /// Sums with signs, to which every element contributes.
    let signed: [Double]
    /// At most 64 elements at even distances.
    let elements: [Double]
  }

  /// One step of a notebook.
  private struct Step: Decodable {
    let seed: UInt32
    let losses: [String: Loss]
  }

  private let losses: [String: Loss]
  private let seed: UInt32

  /// A step in `Fixtures/<file>.json`.
  init(_ name: String, in file: String) throws {
    let url = try #require(
      Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "Fixtures"))
    let steps = try JSONDecoder().decode([String: Step].self, from: Data(contentsOf: url))
    let step = try #require(steps[name])
    losses = step.losses
    seed = step.seed
  }

  /// The step's input of this number, in [−1, 1).
  func input(_ number: UInt32, _ shape: [Int]) -> Tensor { Self.noise(shape, seed: seed + number) }

  /// Expects a loss to be PyTorch's up to a relative error, and the gradients of the network that it moves, if any, each up to one
  /// of 3e-5.
  func expect(
    _ name: String, _ loss: Tensor, within error: Double = 2e-6,
    moves network: (any Network)? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(losses[name])
    // In a divergence large terms cancel, so a loss may be off by several roundings.
    #expect(relativeError([loss.scalar], [expected.value]) < error, sourceLocation: sourceLocation)
    guard let network else { return }
    let actual = try gradients(of: loss, for: network.parameters)
    #expect(actual.count == expected.gradients.count, sourceLocation: sourceLocation)
    for ((gradient, expected), variable) in zip(
      zip(actual, expected.gradients), network.variables.filter(\.isTrainable))
    {
      #expect(
        expected.distance(from: gradient.values) < 3e-5, "\(name): \(variable.name)",
        sourceLocation: sourceLocation)
    }
  }

  /// Numbers in [−1, 1) with 24 bits: MurmurHash3's last mix of the element's number.
  static func noise(_ shape: [Int], seed: UInt32) -> Tensor {
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

  /// Gives a network the parameters of the fixture, seeds counted from `seed` on.
  ///
  /// - Parameter weightScale: the greatest weight; nil for the power of two next to twice Glorot's limit.
  static func install(in network: any Network, seed: UInt32, weightScale scale: Float? = nil) {
    for (index, parameter) in network.parameters.enumerated() {
      let shape = parameter.value.shape
      let scale = shape.count == 1 ? 0.125 : scale ?? weightScale(shape)
      parameter.assign(scale * noise(shape, seed: seed + UInt32(index)))
    }
  }

  /// The power of two next to twice the limit of Glorot and Bengio.
  private static func weightScale(_ shape: [Int]) -> Float {
    let fan = shape.dropLast(2).reduce(1, *) * (shape[shape.count - 2] + shape[shape.count - 1])
    return Float(exp2((log2(24 / Double(fan)) / 2).rounded()))
  }
}

extension StepFixture.Gradient {
  /// The greatest difference from `values`, relative to the norm.
  func distance(from values: [Float]) -> Double {
    let size = values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    var greatest = abs(size - norm)
    for (seed, expected) in zip([300, 301] as [UInt32], signed) {
      let noise = StepFixture.noise([values.count], seed: seed).values
      let sum = zip(values, noise).reduce(0) { $0 + Double($1.1 < 0 ? -$1.0 : $1.0) }
      greatest = max(greatest, abs(sum - expected))
    }
    let step = (values.count + 63) / 64
    let kept = stride(from: 0, to: values.count, by: step).map { Double(values[$0]) }
    if kept.count != elements.count { return .infinity }
    for (value, expected) in zip(kept, elements) { greatest = max(greatest, abs(value - expected)) }
    // A loss that does not depend on a tensor has zeros, to the bit; of a bias that normalisation takes away again PyTorch has
    // what float64 rounds, next to which float32's roundings are compared as they are.
    return norm < 1e-12 ? greatest : greatest / norm
  }
}
