import Kernels
import TestSupport
import Tensors
import Testing

/// What an engine counts, against the products written down one by one.
@Suite struct OperationCountTests {
  /// The operations that `body` adds.
  func counted(_ body: () throws -> Void) rethrows -> Int {
    let engine = Engine.current
    let before = engine.operationCount
    try body()
    return engine.operationCount - before
  }

  /// The operations of the gradients of `loss`.
  func count(of loss: Tensor, for parameters: [Parameter]) throws -> Int {
    try counted { _ = try gradients(of: loss, for: parameters) }
  }

  func tensor(_ shape: [Int]) -> Tensor { Tensor(shape, noise(shape.reduce(1, *))) }

  /// The output pixels of an image of `height` × `width` and the pixels that each multiplies.
  func pairs(height: Int, width: Int, size: Int, stride: Int) -> Int {
    // TensorFlow's `same` padding along one axis: as much in front as behind, or one less.
    func padding(_ length: Int) -> Int {
      let outLength = (length + stride - 1) / stride
      var all = 0
      while (length + all - size) / stride + 1 < outLength || length + all < size { all += 1 }
      return all / 2
    }
    var pairs = 0
    for row in Swift.stride(from: -padding(height), to: height - padding(height), by: stride) {
      for column in Swift.stride(from: -padding(width), to: width - padding(width), by: stride) {
        for tap in 0..<size * size {
          let (r, c) = (row + tap / size, column + tap % size)
          if 0..<height ~= r && 0..<width ~= c { pairs += 1 }
        }
      }
    }
    return pairs
  }

  @Test func aDenseLayerHasAProductForEveryWeightAndRow() throws {
    try Engine().withCurrent { () throws in
      let x = Parameter(tensor([3, 2, 5]))
      let weights = Parameter(tensor([5, 7])), bias = Parameter(tensor([7]))
      var loss = x.tensor.sum()
      let forward = counted {
        loss = x.tensor.dense(weights: weights.tensor, bias: bias.tensor, activation: .relu).sum()
      }
      #expect(forward == 2 * 6 * 5 * 7)
      // Nothing is counted for gradients that nobody asks for.
      #expect(try count(of: loss, for: [weights, bias]) == forward)
      #expect(try count(of: loss, for: [x, weights]) == 2 * forward)
      #expect(try count(of: loss, for: [bias]) == 0)
    }
  }

  @Test(arguments: [
    [2, 6, 5, 3, 4, 5, 1], [1, 7, 8, 2, 3, 7, 2], [3, 28, 28, 1, 2, 7, 2], [1, 9, 4, 2, 2, 3, 3],
    [2, 3, 3, 1, 1, 5, 2], [2, 5, 6, 32, 32, 3, 1], [2, 7, 6, 3, 32, 3, 2],
  ])
  func aConvolutionHasAProductForEveryPixelInsideTheImage(_ s: [Int]) throws {
    let (images, height, width, inputs, outputs, size, stride) =
      (s[0], s[1], s[2], s[3], s[4], s[5], s[6])
    let expected =
      2 * images * inputs * outputs
      * pairs(height: height, width: width, size: size, stride: stride)
    try Engine().withCurrent { () throws in
      let x = Parameter(tensor([images, height, width, inputs]))
      let kernel = Parameter(tensor([size, size, inputs, outputs]))
      let bias = tensor([outputs])
      var loss = x.tensor.sum()
      let forward = counted {
        loss = x.tensor.convolved(with: kernel.tensor, bias: bias, stride: stride).sum()
      }
      #expect(forward == expected)
      #expect(try count(of: loss, for: [kernel]) == expected)
      #expect(try count(of: loss, for: [x, kernel]) == 2 * expected)
      let pooled = counted {
        loss = x.tensor.convolvedAndPooled(with: kernel.tensor, bias: bias, stride: stride).sum()
      }
      #expect(pooled == expected)
      #expect(try count(of: loss, for: [kernel]) == expected)
      #expect(try count(of: loss, for: [x, kernel]) == 2 * expected)
    }
  }

  @Test(arguments: [
    [2, 3, 4, 3, 2, 5], [1, 7, 7, 2, 3, 3], [1, 2, 1, 1, 1, 7], [3, 4, 5, 2, 2, 1],
  ])
  func anUpSampledConvolutionMultipliesEachPixelOnce(_ s: [Int]) throws {
    let (images, height, width, inputs, outputs, size) = (s[0], s[1], s[2], s[3], s[4], s[5])
    var pairs = 0
    for row in 0..<2 * height {
      for column in 0..<2 * width {
        var pixels: Set<Int> = []
        for tap in 0..<size * size {
          let (r, c) = (row + tap / size - size / 2, column + tap % size - size / 2)
          if 0..<2 * height ~= r && 0..<2 * width ~= c { pixels.insert(r / 2 * width + c / 2) }
        }
        pairs += pixels.count
      }
    }
    let expected = 2 * images * inputs * outputs * pairs
    try Engine().withCurrent { () throws in
      let x = Parameter(tensor([images, height, width, inputs]))
      let kernel = Parameter(tensor([size, size, inputs, outputs]))
      let bias = tensor([outputs])
      var loss = x.tensor.sum()
      let forward = counted {
        loss = x.tensor.upSampledAndConvolved(with: kernel.tensor, bias: bias).sum()
      }
      #expect(forward == expected)
      #expect(try count(of: loss, for: [x, kernel]) == 2 * expected)
    }
  }

  @Test func otherOperationsAreNotCounted() {
    Engine().withCurrent {
      let x = tensor([2, 4, 4, 3])
      #expect(counted { _ = (x + x * x).upSampled().maxPooled().flattened().sum() } == 0)
    }
  }
}
