import Kernels
import Tensors

/// Every operation of tensors, with its gradients, in sizes that have whole vectors and tiles and parts of them:
/// so every kernel.
func forEachOperation(_ body: (String, UInt64) -> Void) {
  func digest(
    _ name: String, _ shapes: [[Int]], _ operation: ([Tensor]) -> Tensor
  ) {
    let parameters = shapes.enumerated().map { index, shape in
      Parameter(numbers(shape, key: UInt64(index)))
    }
    let output = operation(parameters.map { $0.tensor })
    var digest = BitDigest()
    digest.add(output.values)
    do throws(NonFiniteError) {
      let loss = (output * numbers(output.shape, key: 99)).sum()
      for gradient in try gradients(of: loss, for: parameters) { digest.add(gradient.values) }
    } catch {
      body("operation \(name) is not finite", 0)
      return
    }
    body("operation \(name)", digest.value)
  }

  digest("add", [[61, 999], [61, 999]]) { $0[0] + $0[1] }
  digest("subtract", [[61, 999], [61, 999]]) { $0[0] - $0[1] }
  digest("multiply", [[61, 999], [61, 999]]) { $0[0] * $0[1] }
  digest("scaled", [[61, 999]]) { $0[0].scaled(by: 0.3, plus: 0.7) }
  digest("exponential", [[61, 999]]) { $0[0].exponential() }
  digest("logarithm", [[61, 999]]) { ($0[0] * $0[0]).logarithm(plus: 1e-3) }
  digest("clamped", [[61, 999]]) { $0[0].clamped(to: -0.5...1) }
  for (name, activation) in activations {
    digest("activated-\(name)", [[61, 999]]) { $0[0].activated(activation) }
  }
  digest("sum", [[300_007]]) { $0[0].sum() }
  digest("mean", [[17, 1001]]) { $0[0].mean() }
  digest("cross-entropy", [[70, 33]]) {
    $0[0].crossEntropy(targets: numbers([70, 33], key: 5).activated(.sigmoid))
  }
  digest("softmax-cross-entropy", [[530, 11]]) {
    $0[0].softmaxCrossEntropy(targets: oneHot(530, 11))
  }
  for (name, activation) in activations {
    digest("dense-\(name)", [[67, 45], [45, 53], [53]]) {
      $0[0].dense(weights: $0[1], bias: $0[2], activation: activation)
    }
  }
  digest("dense-long", [[25, 1500], [1500, 7], [7]]) { $0[0].dense(weights: $0[1], bias: $0[2]) }
  convolutions(digest)
  digest("batch-normalised", [[1100, 37], [37], [37]]) {
    $0[0].batchNormalized(moments: nil, scale: $0[1], offset: $0[2], epsilon: 1e-3).output
  }
  digest("dropped-out", [[61, 999]]) {
    $0[0].droppedOut(rate: 0.3, using: RandomStream(key: 3, step: 8))
  }
  digest("max-pooled", [[5, 15, 14, 19]]) { $0[0].maxPooled() }
  digest("up-sampled", [[5, 7, 6, 19]]) { $0[0].upSampled() }
  digest("joined", [[40, 19], [40, 5]]) { $0[0].concatenated(with: $0[1]) }
  digest("columns", [[40, 37]]) { $0[0].columns(3..<29) }
  digest("maps", [[40, 5]]) { $0[0].concatenated(with: $0[0]).columns(2..<8) }
  images(digest)
  axes(digest)
  secondDerivatives(body)
}

/// What changes the size of images, and their normalisation.
private func images(_ digest: (String, [[Int]], ([Tensor]) -> Tensor) -> Void) {
  for (size, stride, inputs, outputs) in [
    (4, 2, 19, 33), (5, 2, 35, 1), (3, 3, 5, 18), (1, 2, 7, 9), (4, 2, 35, 34), (5, 2, 33, 32),
  ] {
    digest(
      "convolved-transposed-\(size)-\(stride)-\(outputs)",
      [[7, 5, 6, inputs], [size, size, outputs, inputs], [outputs]]
    ) {
      $0[0].convolvedTransposed(
        with: $0[1], bias: $0[2], stride: stride, activation: .leakyReLU(slope: 0.25))
    }
  }
  digest("average-pooled", [[5, 15, 14, 19]]) { $0[0].averagePooled(size: 3, stride: 2) }
  digest("padded", [[5, 7, 6, 19]]) { $0[0].padded(top: 1, bottom: 0, left: 2, right: 3) }
  digest("padded-reflecting", [[5, 7, 6, 3]]) { $0[0].padded(by: 4, .reflecting) }
  digest("resized-bilinear", [[5, 7, 6, 19]]) {
    $0[0].resized(height: 13, width: 5, .bilinear)
  }
  digest("resized-bicubic", [[5, 7, 6, 3]]) { $0[0].resized(height: 28, width: 17, .bicubic) }
  digest("pixel-shuffled", [[5, 7, 6, 36]]) { $0[0].pixelShuffled(scale: 3) }
  digest("instance-normalised", [[3, 28, 20, 37], [37], [37]]) {
    $0[0].instanceNormalized(scale: $0[1], offset: $0[2], epsilon: 1e-3)
  }
  digest("batch-normalised-in-inference", [[1100, 37], [37], [37]]) {
    let mean = numbers([37], key: 7)
    return $0[0].batchNormalized(
      moments: (mean, mean * mean), scale: $0[1], offset: $0[2], epsilon: 1e-3
    ).output
  }
}

/// Every way that the library computes a convolution: tiles, strides, few channels, up-sampling, Winograd.
private func convolutions(_ digest: (String, [[Int]], ([Tensor]) -> Tensor) -> Void) {
  let shapes: [(image: [Int], size: Int, outputs: Int, stride: Int)] = [
    ([9, 11, 10, 5], 3, 21, 1), ([7, 13, 12, 1], 5, 18, 1), ([8, 14, 14, 19], 4, 23, 2),
    ([6, 15, 15, 17], 5, 3, 1), ([6, 9, 9, 35], 1, 33, 1), ([5, 14, 14, 32], 3, 64, 1),
    ([5, 7, 7, 33], 3, 32, 1),
    ([16, 28, 28, 16], 3, 16, 1), ([9, 13, 12, 3], 5, 16, 2), ([4, 28, 28, 16], 3, 1, 1),
    ([5, 14, 18, 33], 5, 40, 2), ([5, 14, 18, 33], 4, 40, 2),
  ]
  for (index, (image, size, outputs, stride)) in shapes.enumerated() {
    digest(
      "convolved-\(index)-\(size)-\(stride)", [image, [size, size, image[3], outputs], [outputs]]
    ) {
      $0[0].convolved(
        with: $0[1], bias: $0[2], stride: stride, activation: .leakyReLU(slope: 0.25))
    }
  }
  digest("convolved-and-pooled", [[13, 15, 14, 2], [5, 5, 2, 64], [64]]) {
    $0[0].convolvedAndPooled(
      with: $0[1], bias: $0[2], stride: 2, activation: .leakyReLU(slope: 0.25),
      dropping: Dropping(rate: 0.3, using: RandomStream(key: 4, step: 9)))
  }
  for (size, inputs, outputs) in [(3, 19, 21), (5, 19, 16), (5, 19, 1), (5, 35, 48)] {
    digest(
      "up-sampled-and-convolved-\(size)-\(outputs)",
      [[7, 6, 7, inputs], [size, size, inputs, outputs], [outputs]]
    ) {
      $0[0].upSampledAndConvolved(with: $0[1], bias: $0[2], activation: .tanh)
    }
  }
}

/// Activations by their names in the list.
let activations: [(String, Activation)] = [
  ("relu", .relu), ("leaky-relu", .leakyReLU(slope: 0.25)), ("elu", .elu),
  ("sigmoid", .sigmoid), ("tanh", .tanh), ("identity", .identity),
]

/// Standard normal numbers, so that every sum is rounded.
func numbers(_ shape: [Int], key: UInt64) -> Tensor {
  Tensor.normal(shape, using: RandomStream(key: 1000 + key))
}

/// Rows with a 1 at one place, each row at the next.
func oneHot(_ rows: Int, _ classes: Int) -> Tensor {
  Tensor([rows, classes]) { pointer in
    pointer.update(repeating: 0, count: rows * classes)
    for row in 0..<rows { pointer[row * classes + row % classes] = 1 }
  }
}
