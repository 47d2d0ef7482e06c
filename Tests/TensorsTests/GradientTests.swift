import Tensors
import TestSupport
import Testing

/// Every differentiable operation against a reference in Double and its central differences.
///
/// Errors are relative, in the Euclidean norm of the whole tensor.
@Suite struct GradientTests {
  static let cases =
    [
      OperationCase.arithmetic, OperationCase.functions, OperationCase.shapes, OperationCase.axes,
      OperationCase.layers, OperationCase.fused, OperationCase.images,
    ].flatMap { $0 }

  @Test(arguments: cases)
  func valuesAreTheReferences(_ operation: OperationCase) {
    let output = operation.operation(operation.parameters().map(\.tensor))
    #expect(relativeError(output.values, operation.reference(operation.exactOperands)) < 2e-7)
  }

  @Test(arguments: cases)
  func gradientsAreTheDifferenceQuotients(_ operation: OperationCase) throws {
    let parameters = operation.parameters()
    let output = operation.operation(parameters.map(\.tensor))
    // A weight for each element, so that no error can hide behind another.
    let weights = noise(output.count, seed: 77)
    let loss = (output * Tensor(output.shape, weights)).sum()
    let expected = operation.differences(weights: weights)
    for (index, gradient) in try gradients(of: loss, for: parameters).enumerated() {
      #expect(gradient.shape == operation.operands[index].shape)
      #expect(relativeError(gradient.values, expected[index]) < 5e-7)
    }
  }

  @Test(arguments: cases)
  func oneOperandAloneGetsTheSameGradient(_ operation: OperationCase) throws {
    func loss(_ tensors: [Tensor]) -> Tensor {
      let output = operation.operation(tensors)
      return (output * Tensor(output.shape, noise(output.count, seed: 78))).sum()
    }
    let parameters = operation.parameters()
    let all = try gradients(of: loss(parameters.map(\.tensor)), for: parameters)
    for (index, parameter) in parameters.enumerated() {
      var tensors = parameters.map(\.value)
      tensors[index] = parameter.tensor
      let alone = try gradients(of: loss(tensors), for: [parameter])
      #expect(bits(alone[0].values) == bits(all[index].values))
    }
  }
}
