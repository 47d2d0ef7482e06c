import Foundation
import Layers
import Tensors
import TestSupport
import Testing

/// What `Fixtures/make_fixtures.py` and `Fixtures/make_layers.py` wrote: numbers of PyTorch and NumPy in double precision.
struct Fixture: Decodable {
  let cases: [Case]
  let optimizers: Optimizers

  /// A network's operands, and its losses with their gradients.
  struct Case: Decodable {
    let name: String
    let tensors: [String: Values]
    let losses: [String: Loss]
    let extra: [String: [Double]]?
  }

  struct Values: Decodable {
    let shape: [Int]
    let values: [Float]
  }

  struct Loss: Decodable {
    let value: Double
    let gradients: [String: [Double]]
  }

  struct Optimizers: Decodable {
    let start: [Float]
    let gradients: [[Float]]
    let runs: [Run]
  }

  /// The parameters after each step of one optimiser.
  struct Run: Decodable {
    let optimizer: String
    let settings: [Float]
    let steps: [[Double]]
  }

  /// Whose numbers these are.
  enum File: String {
    case networks, layers
  }

  init(_ file: File = .networks) throws {
    let url = try #require(
      Bundle.module.url(
        forResource: file.rawValue, withExtension: "json", subdirectory: "Fixtures"))
    self = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  /// The case called `name`.
  static func named(_ name: String, in file: File = .networks) throws -> Case {
    try #require(Fixture(file).cases.first { $0.name == name })
  }
}

extension Fixture.Case {
  /// The operand called `name`.
  func tensor(_ name: String) throws -> Tensor {
    let values = try #require(tensors[name], "the fixture has no \(name)")
    return Tensor(values.shape, values.values)
  }

  /// Gives a network the weights of the fixture, and its parameters by name.
  func install(in network: any Network) throws -> [String: Parameter] {
    var parameters: [String: Parameter] = [:]
    for variable in network.variables where variable.isTrainable {
      variable.parameter.assign(try tensor(variable.name))
      parameters[variable.name] = variable.parameter
    }
    return parameters
  }

  /// Expects a loss and all its gradients to be PyTorch's, with relative errors of at most 1e-5, in the
  /// norm of each tensor; in practice they are ten times smaller.
  func expect(
    _ loss: Tensor, named name: String = "loss", by parameters: [String: Parameter],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(losses[name])
    #expect(
      relativeError([loss.scalar], [expected.value]) < 1e-6, sourceLocation: sourceLocation)
    let names = expected.gradients.keys.sorted()
    let actual = try gradients(of: loss, for: names.map { try #require(parameters[$0]) })
    for (name, gradient) in zip(names, actual) {
      let error = relativeError(gradient.values, expected.gradients[name] ?? [])
      #expect(error < 1e-5, "\(name)", sourceLocation: sourceLocation)
    }
  }
}
