import Kernels
import Testing

@testable import Tensors

/// What a trace takes down.
@Suite struct TraceTests {
  private let x = Tensor([2, 3], [1, -2, 4, 0, 3, -5])

  private func kinds(
    _ body: (Tensor) -> Tensor
  ) throws -> [String] {
    let trace = Trace()
    let result = trace.follow { body(x) }
    return try trace.operations(from: [x], to: [result]).map(\.description.kind)
  }

  @Test func operandsComeBeforeWhatIsMadeOfThem() throws {
    #expect(
      try kinds { ($0.squared() + $0.exponential()).activated(.tanh) } == [
        "square", "exponential", "sum", "activation",
      ])
  }

  @Test func onlyWhatLeadsToTheOutputs() throws {
    #expect(
      try kinds { x in
        _ = x.softplus()
        return x.absolute()
      } == ["absolute"])
  }

  @Test func aTensorWithoutAPastIsStillTheSame() throws {
    #expect(try kinds { $0.squared().detached.absolute() } == ["square", "absolute"])
  }

  @Test func anotherShapeAndBackIsNothing() throws {
    #expect(
      try kinds { $0.squared().reshaped([6]).reshaped([2, 3]).absolute() } == [
        "square", "absolute",
      ])
    #expect(try kinds { $0.reshaped([2, 3]).activated(.identity) } == [])
  }

  @Test func constantsAreThoseOfTheOperation() throws {
    let trace = Trace()
    let kernel = Tensor([3, 3, 1, 2], repeating: 0.5), bias = Tensor([2], repeating: 0)
    let images = Tensor([1, 5, 5, 1], repeating: 1)
    let result = trace.follow {
      images.convolved(with: kernel, bias: bias, stride: 2, activation: .leakyReLU(slope: 0.25))
        .slice(1..<3, along: 1)
    }
    let operations = try trace.operations(from: [images], to: [result])
    #expect(
      operations.map(\.description) == [
        OperationDescription(
          "convolution",
          [
            "stride": .int(2), "padding": .text("same"), "activation": .text("leaky-relu"),
            "slope": .number(0.25),
          ]),
        OperationDescription("slice", ["start": .int(1), "end": .int(3), "axis": .int(1)]),
      ])
    #expect(operations[0].operands.count == 3)
    #expect(operations[0].operands[1].isSame(as: kernel))
    #expect(operations[0].output.shape == [1, 3, 3, 2])
    #expect(operations[1].output.isSame(as: result))
  }

  @Test func whatHasNoDescriptionIsNamed() {
    for (name, body) in [
      ("rows(at:)", { $0.rows(at: [1, 0]) }),
      ("droppedOut(rate:using:)", { $0.droppedOut(rate: 0.5, using: RandomStream(key: 1)) }),
      (
        "dense(weights:bias:activation:)",
        {
          $0.dense(
            weights: Tensor([3, 1], repeating: 1), bias: Tensor([1], repeating: 0),
            activation: .relu, dropping: Dropping(rate: 0.5, using: RandomStream(key: 1)))
        }
      ),
    ] as [(String, (Tensor) -> Tensor)] {
      #expect(throws: Trace.Gap(operation: name)) { try kinds { body($0).absolute() } }
      // It stands in nobody's way where nothing comes of it.
      #expect(throws: Never.self) {
        try kinds { x in
          _ = body(x)
          return x.absolute()
        }
      }
    }
  }

  @Test func nothingIsTakenDownAfterwards() throws {
    let trace = Trace()
    let squared = trace.follow { x.squared() }
    let result = squared.absolute()
    #expect(try trace.operations(from: [x], to: [result]).isEmpty)
    #expect(try trace.operations(from: [x], to: [squared]).count == 1)
  }

  @Test func resultsHaveNoPast() throws {
    let parameter = Parameter(x)
    let result = Trace().follow { parameter.tensor.squared().sum() }
    #expect(
      try gradients(of: result, for: [parameter])[0].values == [Float](repeating: 0, count: 6))
  }
}
