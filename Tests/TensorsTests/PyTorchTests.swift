import Foundation
import TestSupport
import Tensors
import Testing

/// Gradients of gradients against those that PyTorch's `create_graph` gives in double precision.
@Suite struct PyTorchTests {
  let fixture: Fixture

  init() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "second_derivatives", withExtension: "json", subdirectory: "Fixtures"))
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  static let operations: [String: @Sendable ([Tensor]) -> Tensor] = [
    "quotient": { $0[0] / $0[1] },
    "squareRoot": { $0[0].squareRoot() },
    "exponential": { $0[0].exponential() },
    "logarithm": { $0[0].logarithm(plus: 0.25) },
    "softplus": { $0[0].softplus() },
    "absolute": { $0[0].absolute() },
    "leakyReLU": { $0[0].activated(.leakyReLU(slope: 0.25)) },
    "elu": { $0[0].activated(.elu) },
    "sigmoid": { $0[0].activated(.sigmoid) },
    "tanh": { $0[0].activated(.tanh) },
    "product": { $0[0].matrixProduct(with: $0[1]) },
    "dense": { $0[0].dense(weights: $0[1], bias: $0[2], activation: .tanh) },
    "sum": { $0[0].sum(along: [0, 2]) },
    "mean": { $0[0].mean(along: [1], keepingAxes: true) * $0[0] },
    "rows": { $0[0].rows(at: [1, 0, 1]) },
    "concatenated": { [$0[0], $0[1], $0[0]].concatenated(along: 0) },
    "convolution": { $0[0].convolved(with: $0[1], bias: $0[2], activation: .tanh) },
    "strided": { $0[0].convolved(with: $0[1], bias: $0[2], stride: 2, activation: .sigmoid) },
    "upSampledAndConvolved": {
      $0[0].upSampledAndConvolved(
        with: $0[1], bias: $0[2], activation: .leakyReLU(slope: 0.25))
    },
    "maxPooled": { $0[0].maxPooled() },
    "upSampled": { $0[0].upSampled() },
    "batchNormalized": {
      $0[0].batchNormalized(moments: nil, scale: $0[1], offset: $0[2], epsilon: 1e-3).output
    },
    "crossEntropy": { $0[0].crossEntropy(targets: Tensor($0[0].shape, repeating: 0.25)) },
    "softmaxCrossEntropy": { $0[0].softmaxCrossEntropy(targets: .oneHot([2, 0], classes: 3)) },
  ]

  @Test func everyOperationHasPyTorchsDerivatives() throws {
    #expect(fixture.operations.map(\.name).sorted() == Self.operations.keys.sorted())
    for example in fixture.operations {
      let operation = try #require(Self.operations[example.name])
      let parameters = example.operands.map { Parameter($0.tensor) }
      let tensors = parameters.map(\.tensor)
      let output = operation(tensors)
      let loss = (example.weights.tensor * (output.squared() + output)).sum()
      let first = try gradients(of: loss, withRespectTo: tensors)
      let slope = zip(first, example.directions).map { ($0 * $1.tensor).sum().reshaped([1]) }
        .concatenated(along: 0).sum()
      let second = try gradients(of: slope, for: parameters)
      for index in tensors.indices {
        #expect(
          relativeError(first[index].values, example.first[index]) < 2e-6,
          "\(example.name), operand \(index)")
        #expect(
          relativeError(second[index].values, example.second[index]) < 1e-5,
          "\(example.name), operand \(index)")
      }
    }
  }

  /// The penalty of Gulrajani and others (2017) on images between real and generated ones.
  @Test func aCriticWithGradientPenaltyHasPyTorchsGradients() throws {
    let parameters = try fixture.penalties.parameters()
    let critic = Critic(parameters)
    let real = try fixture.penalties.tensor("real")
    let generated = try fixture.penalties.tensor("generated")
    let shares = try fixture.penalties.tensor("shares")
    let between = (shares * real + (1 - shares) * generated).watched
    let slopes = try gradient(of: critic(between).sum(), withRespectTo: between)
    let norms = slopes.flattened().squared().sum(along: [1]).squareRoot()
    let penalty = (norms - 1).squared().mean()
    try expect(
      critic(generated).mean() - critic(real).mean() + 10 * penalty, "wasserstein", parameters)
  }

  /// The penalty of Mescheder and others (2018) on real images.
  @Test func aCriticWithR1PenaltyHasPyTorchsGradients() throws {
    let parameters = try fixture.penalties.parameters()
    let real = try fixture.penalties.tensor("real").watched
    let slopes = try gradient(of: Critic(parameters)(real).sum(), withRespectTo: real)
    try expect(
      5 * slopes.flattened().squared().sum(along: [1]).mean(), "r1", parameters)
  }

  private func expect(
    _ loss: Tensor, _ name: String, _ parameters: [String: Parameter]
  ) throws {
    let expected = try #require(fixture.penalties.losses[name])
    #expect(relativeError([loss.scalar], [expected.value]) < 1e-6)
    let names = parameters.keys.sorted()
    let found = try gradients(of: loss, for: names.map { try #require(parameters[$0]) })
    for (name, gradient) in zip(names, found) {
      let error = relativeError(gradient.values, try #require(expected.gradients[name]))
      #expect(error < 1e-5, "\(name)")
    }
  }
}

/// A small convolutional critic with strides, pooling and a dense layer.
private struct Critic {
  private let parameters: [String: Parameter]

  init(_ parameters: [String: Parameter]) { self.parameters = parameters }

  func callAsFunction(_ images: Tensor) throws -> Tensor {
    func tensor(_ name: String) throws -> Tensor { try #require(parameters[name]).tensor }
    return try images.convolved(
      with: tensor("first"), bias: tensor("first bias"), stride: 2,
      activation: .leakyReLU(slope: 0.25)
    ).convolved(with: tensor("second"), bias: tensor("second bias"), activation: .tanh)
      .maxPooled().flattened()
      .dense(weights: tensor("weights"), bias: tensor("weights bias"))
  }
}

/// What `Fixtures/make_second_derivatives.py` wrote.
struct Fixture: Decodable {
  let operations: [Operation]
  let penalties: Penalties

  struct Array: Decodable {
    let shape: [Int]
    let values: [Float]

    var tensor: Tensor { Tensor(shape, values) }
  }

  struct Operation: Decodable {
    let name: String
    let operands: [Array]
    let weights: Array
    let directions: [Array]
    let first: [[Double]]
    let second: [[Double]]
  }

  struct Penalties: Decodable {
    let tensors: [String: Array]
    let losses: [String: Loss]

    func tensor(_ name: String) throws -> Tensor { try #require(tensors[name]).tensor }

    /// The critic's parameters by name.
    func parameters() throws -> [String: Parameter] {
      let names = ["first", "second", "weights"].flatMap { [$0, $0 + " bias"] }
      return try Dictionary(
        uniqueKeysWithValues: names.map { ($0, Parameter(try tensor($0))) })
    }
  }

  struct Loss: Decodable {
    let value: Double
    let gradients: [String: [Double]]
  }
}
