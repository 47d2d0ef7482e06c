import Kernels
import Tensors

/// Operations that go back in more than one way, or by kernels that only the derivatives of gradients need.
func secondDerivatives(_ body: (String, UInt64) -> Void) {
  // The gradient of a slope: what a penalty on gradients adds to the gradients of a loss.
  func digest(
    _ name: String, _ shapes: [[Int]], _ operation: ([Tensor]) -> Tensor
  ) {
    let parameters = shapes.enumerated().map { index, shape in
      Parameter(numbers(shape, key: UInt64(index)))
    }
    let output = operation(parameters.map { $0.tensor })
    var digest = BitDigest()
    do throws(NonFiniteError) {
      let loss = (output.squared() * numbers(output.shape, key: 99)).sum()
      let slopes = try gradient(of: loss, withRespectTo: parameters[0].tensor)
      digest.add(slopes.values)
      for gradient in try gradients(of: slopes.squared().sum(), for: parameters) {
        digest.add(gradient.values)
      }
    } catch {
      body("gradient of gradient \(name) is not finite", 0)
      return
    }
    body("gradient of gradient \(name)", digest.value)
  }

  for (name, activation) in activations {
    digest("dense-\(name)", [[17, 15], [15, 13], [13]]) {
      $0[0].dense(weights: $0[1], bias: $0[2], activation: activation)
    }
  }
  digest("convolved", [[3, 8, 7, 5], [3, 3, 5, 7], [7]]) {
    $0[0].convolved(with: $0[1], bias: $0[2], stride: 2, activation: .tanh)
  }
  digest("convolved-winograd", [[5, 14, 14, 32], [3, 3, 32, 64], [64]]) {
    $0[0].convolved(with: $0[1], bias: $0[2], activation: .leakyReLU(slope: 0.25))
  }
  digest("convolved-strided-winograd", [[3, 12, 14, 32], [5, 5, 32, 32], [32]]) {
    $0[0].convolved(with: $0[1], bias: $0[2], stride: 2, activation: .leakyReLU(slope: 0.25))
  }
  digest("convolved-strided-winograd-4", [[3, 12, 14, 32], [4, 4, 32, 32], [32]]) {
    $0[0].convolved(with: $0[1], bias: $0[2], stride: 2, activation: .leakyReLU(slope: 0.25))
  }
  digest("convolved-transposed-winograd", [[3, 6, 7, 32], [4, 4, 32, 32], [32]]) {
    $0[0].convolvedTransposed(
      with: $0[1], bias: $0[2], stride: 2, activation: .leakyReLU(slope: 0.25))
  }
  digest("up-sampled-and-convolved", [[3, 4, 5, 6], [3, 3, 6, 5], [5]]) {
    $0[0].upSampledAndConvolved(with: $0[1], bias: $0[2], activation: .tanh)
  }
  digest("convolved-and-pooled", [[5, 15, 14, 2], [5, 5, 2, 64], [64]]) {
    $0[0].convolvedAndPooled(
      with: $0[1], bias: $0[2], stride: 2, activation: .leakyReLU(slope: 0.25),
      dropping: Dropping(rate: 0.3, using: RandomStream(key: 4, step: 9)))
  }
  digest("max-pooled", [[3, 7, 6, 19]]) { $0[0].maxPooled() }
  digest("up-sampled", [[3, 7, 6, 19]]) {
    $0[0].upSampled(dropping: Dropping(rate: 0.3, using: RandomStream(key: 5, step: 2)))
  }
  digest("batch-normalised", [[110, 37], [37], [37]]) {
    $0[0].batchNormalized(moments: nil, scale: $0[1], offset: $0[2], epsilon: 1e-3).output
  }
  digest("cross-entropy", [[7, 33]]) {
    $0[0].crossEntropy(targets: numbers([7, 33], key: 5).activated(.sigmoid))
  }
  digest("softmax-cross-entropy", [[53, 11]]) {
    $0[0].softmaxCrossEntropy(targets: oneHot(53, 11))
  }
  digest("logarithm", [[61, 9]]) { $0[0].squared().logarithm(plus: 0.1) }
  digest("absolute", [[61, 9]]) { $0[0].absolute() }
}
