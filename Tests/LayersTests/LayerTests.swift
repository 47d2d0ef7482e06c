import Kernels
import Layers
import Tensors
import TestSupport
import Testing

/// Single layers against PyTorch's in double precision, with their gradients, on the same numbers.
@Suite struct LayerTests {
  /// A network of one layer.
  private final class Single: Network {
    let layer: any Layer
    init(_ layer: any Layer) { self.layer = layer }
  }

  /// The fixture's case `name` through a layer, whose parameters take the fixture's values, with the case's input.
  private func expect(
    _ name: String, _ layer: any Layer, _ phase: Phase = .inference,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let fixture = try Fixture.named(name, in: .layers)
    let network = Single(layer)
    var parameters: [String: Parameter] = [:]
    for variable in network.variables {
      let name = variable.name.replacing("layer/", with: "")
      variable.parameter.assign(try fixture.tensor(name))
      if variable.isTrainable { parameters[name] = variable.parameter }
    }
    let x = Parameter(try fixture.tensor("x"))
    parameters["x"] = x
    let loss = (layer(x.tensor, phase) * (try fixture.tensor("loss weights"))).sum()
    try fixture.expect(loss, by: parameters, sourceLocation: sourceLocation)
  }

  @Test(
    arguments: [
      (4, 2, 3, 5), (5, 2, 2, 1), (2, 2, 3, 2), (1, 2, 2, 3), (3, 3, 2, 2), (5, 3, 2, 8),
      (3, 1, 2, 3),
    ])
  func transposedConvolutions(size: Int, stride: Int, inputs: Int, outputs: Int) throws {
    var seeds = Seeds(RandomStream(key: 1))
    try expect(
      "transposed convolution \(size) \(stride)",
      ConvolutionTranspose2D(inputs, outputs, size: size, stride: stride, .tanh, using: &seeds))
  }

  /// In a chain the layer drops elements of its own output, with the bits of one layer after the other.
  @Test func aDropoutAfterATransposedConvolutionIsPartOfIt() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let layer = ConvolutionTranspose2D(3, 5, size: 4, .leakyReLU(slope: 0.2), using: &seeds)
    let x = Parameter(Tensor([4, 3, 4, 3], noise(144)))
    let phase = Phase.training(RandomStream(key: 2))
    let chained = Sequential(layer, Dropout(0.3))(x.tensor, phase)
    let apart = Dropout(0.3)(layer(x.tensor), phase.child(1))
    #expect(chained.shape == [4, 6, 8, 5])
    #expect(chained.values == apart.values)
    let parameters = [x, layer.kernel, try #require(layer.bias)]
    let expected = try gradients(of: apart.squared().sum(), for: parameters)
    let actual = try gradients(of: chained.squared().sum(), for: parameters)
    #expect(actual.map(\.values) == expected.map(\.values))
  }

  @Test func aLayerWithoutABiasHasOneVariableAndTheSumsOfOneWithZeros() throws {
    func sums(_ make: (Bool, inout Seeds) -> any Layer, of x: Tensor) throws {
      let layers = [true, false].map { usesBias in
        var seeds = Seeds(RandomStream(key: 1))
        return make(usesBias, &seeds)
      }
      #expect(layers.map { $0.variables.map(\.name) } == [["weights", "bias"], ["weights"]])
      let results = layers.map { $0(x, .inference) }
      #expect(results[0].values == results[1].values)
      let slopes = try zip(layers, results).map { layer, result in
        try gradients(of: result.squared().sum(), for: [layer.variables[0].parameter])[0].values
      }
      #expect(slopes[0] == slopes[1])
    }
    let images = Tensor([2, 4, 4, 3], noise(96))
    try sums({ Dense(3, 5, .tanh, usesBias: $0, using: &$1) }, of: images)
    try sums({ Convolution2D(3, 5, size: 3, usesBias: $0, using: &$1) }, of: images)
    try sums({ ConvolutionTranspose2D(3, 5, size: 4, usesBias: $0, using: &$1) }, of: images)
  }

  @Test func poolingPaddingResizingAndShuffling() throws {
    try expect("average pooling", AveragePooling2D())
    try expect("bilinear larger", Resizing(height: 8, width: 10, .bilinear))
    try expect("bilinear smaller", Resizing(height: 2, width: 3, .bilinear))
    try expect("bicubic larger", Resizing(height: 20, width: 9, .bicubic))
    try expect("bicubic smaller", Resizing(height: 3, width: 3, .bicubic))
    try expect("pixel shuffle", PixelShuffle())
  }

  @Test(arguments: [
    ("zero padding", 1, 2, 3, 0, PaddingMode.zeros),
    ("reflecting padding", 4, 1, 2, 3, PaddingMode.reflecting),
  ])
  func paddings(
    name: String, top: Int, bottom: Int, left: Int, right: Int, mode: PaddingMode
  ) throws {
    let fixture = try Fixture.named(name, in: .layers)
    let x = Parameter(try fixture.tensor("x"))
    let padded = x.tensor.padded(top: top, bottom: bottom, left: left, right: right, mode)
    try fixture.expect((padded * (try fixture.tensor("loss weights"))).sum(), by: ["x": x])
  }

  @Test func paddingIsTheSameOnAllSides() {
    let x = Tensor([1, 2, 2, 1], [1, 2, 3, 4])
    #expect(
      Padding2D(1, .reflecting)(x).values == [4, 3, 4, 3, 2, 1, 2, 1, 4, 3, 4, 3, 2, 1, 2, 1])
    #expect(Padding2D(1)(x).values == [0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0])
  }

  @Test func normalisations() throws {
    try expect("batch normalisation in inference", BatchNormalization(5))
    try expect("instance normalisation", InstanceNormalization(6, epsilon: 1e-3))
    try expect("layer normalisation of images", LayerNormalization(6, epsilon: 1e-3))
    try expect("layer normalisation of features", LayerNormalization(7, epsilon: 1e-3))
    try expect("pixel normalisation", PixelNormalization())
  }

  @Test func instanceNormalisationWithoutAScaleHasOneOfOnes() {
    let x = Tensor.normal([2, 3, 3, 4], using: RandomStream(key: 1))
    let plain = InstanceNormalization(4), unscaled = InstanceNormalization(4, usesScale: false)
    unscaled.offset.assign(.normal([4], using: RandomStream(key: 2)))
    plain.offset.assign(unscaled.offset.value)
    #expect(unscaled(x).values == plain(x).values)
    #expect(unscaled.variables.map(\.name) == ["offset"])
  }

  @Test func learnedRectifiersAndTheDeviationOfABatch() throws {
    try expect("PReLU", PReLU(5))
    try expect("minibatch standard deviation", MinibatchStandardDeviation())
    // A batch that is smaller than a group is one.
    let x = Tensor([2, 1], [1, 3])
    #expect(MinibatchStandardDeviation(epsilon: 0)(x).values == [1, 1, 3, 1])
  }

  @Test func anEmbeddingGivesTheVectorOfAClass() throws {
    let fixture = try Fixture.named("embedding", in: .layers)
    var seeds = Seeds(RandomStream(key: 1))
    let layer = Embedding(5, 3, using: &seeds)
    layer.weights.assign(try fixture.tensor("weights"))
    let weights = try fixture.tensor("loss weights")
    let found = layer([4, 0, 4, 2]), ofRows = layer(.oneHot([4, 0, 4, 2], classes: 5))
    #expect(found.values == ofRows.values)
    for vectors in [found, ofRows] {
      try fixture.expect((vectors * weights).sum(), by: ["weights": layer.weights])
    }
  }

  @Test func aResidualConnectionAddsAndASkipConnectionConcatenates() {
    var seeds = Seeds(RandomStream(key: 1))
    let first = Dense(3, 4, .relu, using: &seeds), second = Dense(4, 3, using: &seeds)
    let x = Tensor([2, 3], noise(6))
    let y = second(first(x))
    #expect(Residual(first, second)(x).values == (x + y).values)
    #expect(SkipConnection(first, second)(x).values == y.concatenated(with: x).values)
    #expect(
      Sequential(Residual(first), SkipConnection(second)).variables.map(\.name) == [
        "residual1.dense1/weights", "residual1.dense1/bias", "skipConnection1.dense1/weights",
        "skipConnection1.dense1/bias",
      ])
  }

  @Test func anEqualizedLayerScalesStandardNormalWeightsInEveryPass() throws {
    var seeds = Seeds(RandomStream(key: 1)), sameSeeds = seeds
    let layer = Convolution2D(5, 7, size: 3, initializer: .equalized(gain: 2), using: &seeds)
    let plain = Convolution2D(5, 7, size: 3, initializer: .normal(deviation: 1), using: &sameSeeds)
    #expect(layer.kernel.value.values == plain.kernel.value.values)
    let x = Tensor([2, 4, 4, 5], noise(160))
    let factor: Float = 2 / Float(45).squareRoot()
    plain.kernel.assign(factor * plain.kernel.value)
    #expect(layer(x).values == plain(x).values)
    // The learned weights get the gradient of what they were multiplied to, times the factor.
    let gradient = try gradients(of: layer(x).sum(), for: [layer.kernel])[0]
    let ofScaled = try gradients(of: plain(x).sum(), for: [plain.kernel])[0]
    #expect(gradient.values == (factor * ofScaled).values)
  }
}
