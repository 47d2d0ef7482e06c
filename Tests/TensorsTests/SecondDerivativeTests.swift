import Kernels
import TestSupport
import Testing

@testable import Tensors

/// Gradients of gradients against differences of differences of a reference in Double.
@Suite struct SecondDerivativeTests {
  /// Σ weight · (output² + output), so that operations that are linear, and roots, have second derivatives, too.
  func loss(_ operation: OperationCase, _ tensors: [Tensor]) -> Tensor {
    let output = operation.operation(tensors)
    let weights = Tensor(output.shape, noise(output.count, seed: 77))
    return (weights * (output.squared() + output)).sum()
  }

  /// The gradients of Σ directions · ∇ loss.
  func gradientsOfGradients(
    _ operation: OperationCase, _ parameters: [Parameter], along directions: [[Float]]
  ) throws -> [Tensor] {
    let tensors = parameters.map(\.tensor)
    let first = try gradients(of: loss(operation, tensors), withRespectTo: tensors)
    let slope = zip(first, directions).map { (Tensor($0.shape, $1) * $0).sum() }
    return try gradients(of: slope.dropFirst().reduce(slope[0], +), for: parameters)
  }

  @Test(arguments: GradientTests.cases)
  func gradientsOfGradientsAreTheDifferenceQuotients(_ operation: OperationCase) throws {
    let directions = operation.operands.enumerated().map {
      noise($1.values.count, seed: UInt64(200 + $0))
    }
    let expected = operation.secondDifferences(
      weights: noise(operation.reference(operation.exactOperands).count, seed: 77),
      along: directions)
    let found = try gradientsOfGradients(operation, operation.parameters(), along: directions)
    for (index, gradient) in found.enumerated() {
      #expect(gradient.shape == operation.operands[index].shape)
      let values = OperationCase.somePlaces(of: gradient.count).map { gradient.values[$0] }
      #expect(relativeError(values, expected[index]) < 3e-5, "operand \(index)")
    }
  }

  /// The way back that is recorded computes what the other one does.
  @Test(arguments: GradientTests.cases)
  func recordedGradientsAreTheOthers(_ operation: OperationCase) throws {
    let parameters = operation.parameters()
    let tensors = parameters.map(\.tensor)
    let expected = try gradients(of: loss(operation, tensors), for: parameters)
    let recorded = try gradients(of: loss(operation, tensors), withRespectTo: tensors)
    for (one, other) in zip(recorded, expected) {
      #expect(one.shape == other.shape)
      #expect(relativeError(one.values, other.values.map(Double.init)) < 1e-6)
      #expect(one.node != nil && other.node == nil)
    }
  }
}

extension OperationCase {
  /// All elements of small operands, some of large ones.
  static func somePlaces(of count: Int) -> [Int] {
    [Int](stride(from: 0, to: count, by: max(1, count / 24)))
  }

  /// The derivatives of the slope of Σ weight · (reference² + reference) along `directions`, for some places of each operand.
  ///
  /// In Double with a step of 1e-4 the error is about 1e-5 of the values.
  func secondDifferences(weights: [Float], along directions: [[Float]]) -> [[Double]] {
    let step = 1e-4
    func loss(_ distance: Double, _ operand: Int, _ place: Int, _ change: Double) -> Double {
      var operands = zip(exactOperands, directions).map { operand, direction in
        zip(operand, direction).map { $0 + distance * Double($1) }
      }
      operands[operand][place] += change
      return zip(reference(operands), weights).reduce(0) {
        $0 + ($1.0 * $1.0 + $1.0) * Double($1.1)
      }
    }
    return operands.indices.map { operand in
      OperationCase.somePlaces(of: operands[operand].values.count).map { place in
        let above = loss(step, operand, place, step) - loss(step, operand, place, -step)
        let below = loss(-step, operand, place, step) - loss(-step, operand, place, -step)
        return (above - below) / (4 * step * step)
      }
    }
  }
}
