import Foundation
import Kernels
import TestSupport
import Testing

@testable import Tensors

/// A NaN or an infinity in any operation is an error that names the operation and the direction.
@Suite struct NonFiniteOperationTests {
  /// An operation with finite operands, any element of which may be spoilt.
  struct Operation: Sendable, CustomTestStringConvertible {
    /// The name in messages.
    let name: String
    let shapes: [[Int]]
    let result: @Sendable ([Tensor]) -> Tensor
    /// The elements of the first operand that the result has something of.
    var used: @Sendable (Int) -> Bool = { _ in true }
    /// Infinities of which the result has nothing, as they lie beyond a limit or saturate.
    var absorbs: [Float] = []

    var testDescription: String { name }

    init(
      _ name: String, _ shapes: [[Int]], absorbs: [Float] = [],
      used: @escaping @Sendable (Int) -> Bool = { _ in true },
      _ result: @escaping @Sendable ([Tensor]) -> Tensor
    ) {
      self.name = name
      self.shapes = shapes
      self.result = result
      self.used = used
      self.absorbs = absorbs
    }

    /// Operands in (0, 1), with one element of one of them replaced.
    func parameters(spoilt: (operand: Int, place: Int, value: Float)? = nil) -> [Parameter] {
      shapes.enumerated().map { index, shape in
        var values = noise(shape.reduce(1, *), seed: UInt64(index + 1)).map { 0.5 + 0.4 * $0 }
        if let spoilt, spoilt.operand == index { values[spoilt.place] = spoilt.value }
        return Parameter(Tensor(shape, values))
      }
    }
  }

  private static let dense = "dense(weights:bias:activation:)"
  private static let convolved = "convolved(with:bias:stride:activation:)"
  private static let pooled = "convolvedAndPooled(with:bias:stride:activation:dropping:)"
  private static let upSampled = "upSampledAndConvolved(with:bias:activation:)"
  private static let normalized = "batchNormalized(moments:scale:offset:epsilon:)"
  private static let activations: [(Activation, absorbs: [Float])] = [
    (.identity, []), (.relu, [-.infinity]), (.leakyReLU(slope: 0.25), []), (.elu, [-.infinity]),
    (.sigmoid, [.infinity, -.infinity]), (.tanh, [.infinity, -.infinity]),
  ]
  /// The mask that `droppedOut` draws.
  private static let stream = RandomStream(key: 3, step: 8)

  /// Whether `droppedOut` keeps one of the first sixteen elements at a rate of a quarter.
  private static func isKept(_ element: Int) -> Bool { stream.bits(element) & 0xffff >= 16_384 }

  static let operations: [Operation] =
    images + [
      Operation("+(_:_:)", [[3, 5], [3, 5]]) { $0[0] + $0[1] },
      Operation("-(_:_:)", [[3, 5], [3, 5]]) { $0[0] - $0[1] },
      Operation("*(_:_:)", [[3, 5], [3, 5]]) { $0[0] * $0[1] },
      Operation("/(_:_:)", [[3, 5], [3, 5]], absorbs: [.infinity, -.infinity]) { $0[0] / $0[1] },
      Operation("+(_:_:)", [[3, 5], [5]]) { $0[0] + $0[1] },
      Operation("*(_:_:)", [[3, 5], [3, 1]]) { $0[0] * $0[1] },
      Operation("scaled(by:plus:)", [[3, 5]]) { $0[0].scaled(by: 2, plus: 1) },
      Operation("scaled(by:plus:)", [[3, 5]]) { 2 * $0[0] },
      Operation("scaled(by:plus:)", [[3, 5]]) { $0[0] / 2 },
      Operation("scaled(by:plus:)", [[3, 5]]) { $0[0] + 2 },
      Operation("scaled(by:plus:)", [[3, 5]]) { $0[0] - 2 },
      Operation("scaled(by:plus:)", [[3, 5]]) { 1 - $0[0] },
      Operation("scaled(by:plus:)", [[3, 5]]) { -$0[0] },
      Operation("exponential()", [[3, 5]], absorbs: [-.infinity]) { $0[0].exponential() },
      Operation("logarithm(plus:)", [[3, 5]]) { $0[0].logarithm(plus: 0.1) },
      Operation("clamped(to:)", [[3, 5]], absorbs: [.infinity, -.infinity]) {
        $0[0].clamped(to: 0...1)
      },
      Operation("squareRoot()", [[3, 5]]) { $0[0].squareRoot() },
      Operation("squared()", [[3, 5]]) { $0[0].squared() },
      Operation("absolute()", [[3, 5]]) { $0[0].absolute() },
      Operation("softplus()", [[3, 5]], absorbs: [-.infinity]) { $0[0].softplus() },
      Operation("clamped(to:)", [[3, 5]], absorbs: [-.infinity]) { $0[0].maximum(0) },
      Operation("clamped(to:)", [[3, 5]], absorbs: [.infinity]) { $0[0].minimum(1) },
      Operation("sum(along:keepingAxes:)", [[3, 5]]) { $0[0].sum(along: [0]) },
      Operation("sum(along:keepingAxes:)", [[3, 5]]) { $0[0].sum(along: [-1]) },
      Operation("broadcast(to:)", [[3, 1]]) { $0[0].broadcast(to: [3, 5]) },
      Operation("transposed(_:)", [[3, 5]]) { $0[0].transposed() },
      Operation("matrixProduct(with:transposed:otherTransposed:)", [[3, 5], [5, 2]]) {
        $0[0].matrixProduct(with: $0[1])
      },
      Operation("sum()", [[3, 5]]) { $0[0].sum() },
      Operation("sum()", [[3, 5]]) { $0[0].mean() },
      Operation("crossEntropy(targets:)", [[3, 5]]) {
        $0[0].crossEntropy(targets: Tensor([3, 5], repeating: 0.25))
      },
      Operation("softmaxCrossEntropy(targets:)", [[3, 5]]) {
        $0[0].softmaxCrossEntropy(targets: Tensor([3, 5], repeating: 0.2))
      },
      Operation("reshaped(_:)", [[3, 5]]) { $0[0].reshaped([5, 3]) },
      Operation("reshaped(_:)", [[3, 5, 2]]) { $0[0].flattened() },
      Operation("concatenated(along:)", [[3, 5], [3, 2]]) { $0[0].concatenated(with: $0[1]) },
      Operation("concatenated(along:)", [[3, 5], [2, 5]]) { $0.concatenated(along: 0) },
      Operation("slice(_:along:)", [[3, 5]], used: { (1..<4).contains($0 % 5) }) {
        $0[0].columns(1..<4)
      },
      Operation("slice(_:along:)", [[3, 5]], used: { $0 < 10 }) { $0[0].firstRows(2) },
      Operation("rows(at:)", [[3, 5]], used: { $0 >= 5 }) { $0[0].rows(at: [2, 1, 2]) },
      // Of a window, for the others see below.
      Operation(
        "maxPooled()", [[1, 2, 2, 3]], absorbs: [-.infinity], used: { $0 < 3 }
      ) { $0[0].maxPooled() },
      Operation("upSampled(dropping:)", [[1, 2, 2, 3]]) { $0[0].upSampled() },
      Operation("droppedOut(rate:using:)", [[3, 5]], used: isKept) {
        $0[0].droppedOut(rate: 0.25, using: stream)
      },
      Operation(normalized, [[6, 3], [3], [3]]) {
        $0[0].batchNormalized(moments: nil, scale: $0[1], offset: $0[2], epsilon: 1e-3).output
      },
    ]
    + activations.flatMap { activation, absorbs in
      [
        // The identity is no operation.
        Operation(
          activation == .identity ? "sum()" : "activated(_:dropping:)", [[3, 5]], absorbs: absorbs
        ) { $0[0].activated(activation).sum() },
        Operation(dense, [[3, 5], [5, 4], [4]], absorbs: absorbs) {
          $0[0].dense(weights: $0[1], bias: $0[2], activation: activation)
        },
        Operation(convolved, [[1, 5, 4, 2], [5, 5, 2, 3], [3]], absorbs: absorbs) {
          $0[0].convolved(with: $0[1], bias: $0[2], stride: 2, activation: activation)
        },
        // By Winograd's products.
        Operation(
          convolved, [[1, 5, 4, 32], [3, 3, 32, 64], [64]], absorbs: [.infinity, -.infinity]
        ) {
          $0[0].convolved(with: $0[1], bias: $0[2], activation: activation)
        },
        // Only what is greatest goes on, so all less than anything is lost.
        Operation(
          pooled, [[1, 5, 4, 2], [5, 5, 2, 32], [32]], absorbs: absorbs + [-.infinity]
        ) {
          $0[0].convolvedAndPooled(with: $0[1], bias: $0[2], activation: activation)
        },
        Operation(upSampled, [[1, 3, 2, 2], [3, 3, 2, 3], [3]], absorbs: absorbs) {
          $0[0].upSampledAndConvolved(with: $0[1], bias: $0[2], activation: activation)
        },
      ]
    }

  private func failure(of loss: Tensor, for parameters: [Parameter]) -> NonFiniteError? {
    do {
      _ = try gradients(of: loss, for: parameters)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: operations)
  func anOperandIsNamedWithItsOperation(operation: Operation) {
    for (operand, shape) in operation.shapes.enumerated() {
      let count = shape.reduce(1, *)
      // All places of small operands, some of large ones.
      for place in stride(from: 0, to: count, by: max(1, count / 37))
      where operand > 0 || operation.used(place) {
        for value in [Float.nan, .infinity, -.infinity] where !operation.absorbs.contains(value) {
          let parameters = operation.parameters(spoilt: (operand, place, value))
          let loss = operation.result(parameters.map(\.tensor)).sum()
          let error = failure(of: loss, for: parameters)
          let comment: Comment = "\(value) at \(place) of operand \(operand)"
          #expect(error?.operation == operation.name, comment)
          #expect(error?.isGradient == false, comment)
        }
      }
    }
  }

  @Test(arguments: operations)
  func aGradientIsNamedWithTheOperationThatHandsItOn(operation: Operation) {
    for value in [Float.nan, .infinity, -.infinity] {
      let parameters = operation.parameters()
      let output = operation.result(parameters.map(\.tensor))
      let spoilt = Tensor.result(of: [output], shape: output.shape, operation: "spoilt") {
        $0.update(from: output.pointer, count: output.count)
      } pullback: { output, _, _ in
        [Tensor(output.shape, repeating: value)]
      }
      let error = failure(of: spoilt.sum(), for: parameters)
      #expect(error?.operation == "spoilt", "\(value)")
      #expect(error?.isGradient == true, "\(value)")
    }
  }

  /// An operation whose own pullback fails is named, and not those that follow on the way back.
  @Test(arguments: operations)
  func aGradientThatArisesInAnOperationIsNamedWithIt(operation: Operation) throws {
    let parameters = operation.parameters()
    let tensors = parameters.map { $0.tensor.scaled(by: 1) }
    let node = try #require(operation.result(tensors).node)
    // Compositions are tried one by one.
    guard zip(node.operands, tensors).allSatisfy({ $0 === $1.node }) else { return }
    let seed = Tensor([], repeating: 1)
    // The same operation, going back to a NaN.
    let output = try #require(node.output)
    let shape = operation.result(tensors).shape
    let broken = Node(node.operation, node.operands, output: output) { _, isNeeded, _ in
      zip(tensors, isNeeded).map { $1 ? Tensor($0.shape, repeating: .nan) : nil }
    }
    let loss = Tensor(shape, output, on: seed.engine, node: broken).sum()
    let error = failure(of: loss, for: parameters)
    #expect(error?.operation == node.operation)
    #expect(error?.isGradient == true)
  }

  @Test func inAWindowANaNIsSeenWhereverItLies() {
    for place in 0..<4 {
      var values: [Float] = [1, 2, 3, 4]
      values[place] = .nan
      let x = Parameter(Tensor([1, 2, 2, 1], values))
      let error = failure(of: x.tensor.maxPooled().sum(), for: [x])
      #expect(error?.operation == "maxPooled()")
    }
  }

  /// A new operation has to be added above.
  @Test func allOperationsOfTheModuleAreTried() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let sources = tests.appending(path: "../../Sources/Tensors").standardizedFileURL
    var found: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: sources.path)
    where file.hasPrefix("Tensor+") {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      for match in text.matches(
        of: /public (?:static |prefix )*func (\S+?) ?\((?s:[^{]*?)\) -> (?:Tensor|\(output)/)
      {
        found.insert(String(match.1))
      }
    }
    let tried = Set(Self.operations.map { String($0.name.prefix { $0 != "(" }) })
    // Compositions of others, tried above; and what has no gradient.
    let rest: Set = [
      "mean", "flattened", "tiled", "columns", "firstRows", "lastRows", "maximum", "minimum",
      "uniform", "normal", "oneHot", "mapRows",
    ]
    #expect(found.subtracting(rest) == tried)
  }
}
