import Kernels
import Tensors
import Testing

@testable import Layers

/// Layers are found wherever a network keeps them, or refused.
@Suite struct VariableFinderTests {
  private static func dense(_ outputs: Int = 1) -> Dense {
    var seeds = Seeds(RandomStream(key: 1))
    return Dense(1, outputs, using: &seeds)
  }

  private class Base: Network {
    let first = VariableFinderTests.dense()
  }

  private final class Everything: Base {
    struct Head { let mean = VariableFinderTests.dense(), scales = [2, 3] }
    enum Kind { case plain, gated(Dense) }
    final class Part: Network { let inner = VariableFinderTests.dense() }

    let branches: [any Layer] = [dense(), Activate(.relu), dense()]
    let absent: Dense? = nil
    let present: Dense? = VariableFinderTests.dense()
    let byLabel = [10: dense(10), 9: dense(9)]
    let byName = ["é": dense(2), "b": dense(3), "a": dense(4)]
    let pair = (dense(), named: dense())
    let heads = [Head(), Head()]
    let kinds = [Kind.gated(dense()), .plain]
    let parts = [Part(), Part()]
    let temperature = Parameter(Tensor([2], repeating: 1))
    let noLayers = ([1, 2], ["a": 1], "text", { 1 }, Tensor([2], repeating: 1))
    lazy var cache: [Float] = [1]
  }

  @Test func layersAreFoundInEveryKindOfPropertyInAFixedOrder() {
    let network = Everything()
    let layers = network.variables.map(\.name).filter { !$0.hasSuffix("/bias") }
    #expect(
      layers == [
        "first/weights", "branches.1/weights", "branches.3/weights", "present/weights",
        "byLabel.9/weights", "byLabel.10/weights", "byName.a/weights", "byName.b/weights",
        "byName.é/weights", "pair.0/weights", "pair.named/weights", "heads.1.mean/weights",
        "heads.2.mean/weights", "kinds.1.gated/weights", "parts.1.inner/weights",
        "parts.2.inner/weights", "temperature/value",
      ])
  }

  @Test func everyFoundParameterIsMoved() throws {
    let network = Everything()
    let parameters = network.parameters
    let before = parameters.map(\.value.values)
    let loss = parameters.map { $0.tensor.sum() }.reduce(Tensor([], repeating: 0), +)
    try Adam(for: network, learningRate: 0.5).minimize(loss)
    for (parameter, before) in zip(parameters, before) {
      #expect(zip(parameter.value.values, before).allSatisfy { abs($0 - $1 + 0.5) < 1e-3 })
    }
  }

  @Test func aLayerOfTwoNamesOrNetworksIsListedAndMovedOnce() throws {
    final class Shared: Network {
      let one: Dense
      let chain: Sequential
      weak var owner: Shared?
      init(_ layer: Dense) {
        one = layer
        chain = Sequential(layer, layer)
      }
    }
    let layer = Self.dense()
    let network = Shared(layer), other = Shared(layer)
    network.owner = other
    other.owner = network
    #expect(network.variables.map(\.name) == ["one/weights", "one/bias"])
    layer.weights.assign(Tensor([1, 1], [3]))
    let adam = Adam(for: network, other, learningRate: 0.5)
    #expect(adam.parameters.count == 2)
    try adam.minimize(layer.weights.tensor.sum())
    #expect(abs(layer.weights.value.values[0] - 2.5) < 1e-3)
  }

  /// What a network can keep that hides layers.
  private enum Hidden: String, CaseIterable, Codable {
    case lazy, set, dictionary, object, layer

    struct Key: Hashable { let number: Int }
    final class Held: Hashable {
      let inner = VariableFinderTests.dense()
      static func == (a: Held, b: Held) -> Bool { a === b }
      func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }
    struct HashableParameter: Hashable {
      let parameter = Parameter(Tensor([1], repeating: 0))
      static func == (a: Self, b: Self) -> Bool { a.parameter === b.parameter }
      func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(parameter)) }
    }
    final class Lazy: Network { lazy var layers = [VariableFinderTests.dense()] }
    final class InSet: Network { let layers: Set = [HashableParameter()] }
    final class InDictionary: Network { let layers = [Key(number: 1): VariableFinderTests.dense()] }
    final class InObject: Network { let layers = [Held()] }
    final class Residual: Layer {
      let inner = VariableFinderTests.dense()
      func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor { x + inner(x) }
    }
    final class InLayer: Network { let layers = Sequential(Activate(.relu), Residual()) }

    var network: any Network {
      switch self {
      case .lazy: Lazy()
      case .set: InSet()
      case .dictionary: InDictionary()
      case .object: InObject()
      case .layer: InLayer()
      }
    }

    var message: String {
      switch self {
      case .lazy: "the layers of Lazy.layers cannot be found: it is lazy"
      case .set: "the layers of InSet.layers cannot be found: it is a set"
      case .dictionary: "the layers of InDictionary.layers cannot be found: it is a dictionary"
      case .object: "the layers of InObject.layers.1 cannot be found: it is a Held, which holds"
      case .layer: "it is a layer that keeps inner/weights and does not list it"
      }
    }
  }

  @Test(arguments: Hidden.allCases)
  private func whatHidesLayersIsRefusedByName(hidden: Hidden) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [hidden] in
      _ = hidden.network.variables
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(hidden.message))
  }

  @Test func anOptimiserOfNothingIsRefused() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      final class Empty: Network { let activate = Activate(.relu) }
      _ = Adam(for: Empty(), Empty(), learningRate: 0.1)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("an optimiser has nothing to move: Empty and Empty has no parameters"))
  }
}
