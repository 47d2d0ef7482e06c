import Tensors
import TestSupport
import Testing

/// An operation on tensors and what it ought to compute, written down independently in Double.
struct OperationCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// The operands, in row-major order.
  let operands: [(shape: [Int], values: [Float])]
  let operation: @Sendable ([Tensor]) -> Tensor
  let reference: @Sendable ([[Double]]) -> [Double]

  var testDescription: String { name }

  /// Makes a case on noise; `range` is what [−1, 1) is mapped to.
  init(
    _ name: String, _ shapes: [[Int]], in range: ClosedRange<Float> = -1...1,
    _ operation: @escaping @Sendable ([Tensor]) -> Tensor,
    reference: @escaping @Sendable ([[Double]]) -> [Double]
  ) {
    self.name = name
    self.operation = operation
    self.reference = reference
    let middle = (range.lowerBound + range.upperBound) / 2
    let half = (range.upperBound - range.lowerBound) / 2
    operands = shapes.enumerated().map { index, shape in
      (
        shape,
        noise(shape.reduce(1, *), seed: UInt64(index + 1)).map { middle + half * $0 }
      )
    }
  }

  /// The operands in Double.
  var exactOperands: [[Double]] { operands.map { $0.values.map(Double.init) } }

  /// Fresh parameters with the operands' values, on the current engine.
  func parameters() -> [Parameter] { operands.map { Parameter(Tensor($0.shape, $0.values)) } }

  /// The gradients of Σ weight · reference by central differences, one list for each operand.
  ///
  /// In Double with a step of 1e-5 the error is about 1e-10 of the values.
  func differences(weights: [Float]) -> [[Double]] {
    var operands = exactOperands
    func loss() -> Double {
      zip(reference(operands), weights).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    let step = 1e-5
    return operands.indices.map { operand in
      operands[operand].indices.map { place in
        let value = operands[operand][place]
        operands[operand][place] = value + step
        let above = loss()
        operands[operand][place] = value - step
        let below = loss()
        operands[operand][place] = value
        return (above - below) / (2 * step)
      }
    }
  }
}
