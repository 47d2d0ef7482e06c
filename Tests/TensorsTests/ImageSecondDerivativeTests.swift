import Tensors
import TestSupport
import Testing

/// Second derivatives of the operations on images against difference quotients of a reference in Double.
@Suite struct ImageSecondDerivativeTests {
  @Test(arguments: OperationCase.images)
  func theGradientOfASlopeIsTheDifferenceQuotient(_ operation: OperationCase) throws {
    let parameters = operation.parameters()
    let output = operation.operation(parameters.map(\.tensor))
    let weights = noise(output.count, seed: 77)
    let loss = (output * Tensor(output.shape, weights)).sum()
    // The slope of the loss along some direction, which has a gradient itself.
    let directions = operation.operands.enumerated().map {
      noise($1.values.count, seed: UInt64($0 + 90))
    }
    let first = try gradients(of: loss, withRespectTo: parameters.map(\.tensor))
    let parts = zip(first, directions).map { ($0 * Tensor($0.shape, $1)).sum() }
    let slope = parts.dropFirst().reduce(parts[0]) { $0 + $1 }
    let expected = quotients(operation, weights, directions)
    for (index, gradient) in try gradients(of: slope, for: parameters).enumerated() {
      let distance = zip(gradient.values, expected[index]).reduce(0) {
        $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
      }.squareRoot()
      let size = expected[index].reduce(0) { $0 + $1 * $1 }.squareRoot()
      // What is linear in an operand has quotients that are nothing but rounding.
      #expect(distance < 2e-5 * size + 1e-6, "operand \(index)")
    }
  }

  /// The gradient of the loss' slope along `directions`, by central differences in both ways.
  private func quotients(
    _ operation: OperationCase, _ weights: [Float], _ directions: [[Float]]
  ) -> [[Double]] {
    let step = 1e-4
    let operands = operation.exactOperands
    func loss(_ along: Double, _ operand: Int, _ place: Int, _ shift: Double) -> Double {
      var moved = operands
      for index in moved.indices {
        for element in moved[index].indices {
          moved[index][element] += along * Double(directions[index][element])
        }
      }
      moved[operand][place] += shift
      return zip(operation.reference(moved), weights).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    return operands.indices.map { operand in
      operands[operand].indices.map { place in
        let corners = [(step, step, 1.0), (step, -step, -1), (-step, step, -1), (-step, -step, 1)]
        return corners.reduce(0) { $0 + $1.2 * loss($1.0, operand, place, $1.1) }
          / (4 * step * step)
      }
    }
  }
}
