import Kernels
import Layers
import Tensors
import TestSupport
import Testing

/// Losses and gradients of whole networks against PyTorch's in double precision, on the same numbers.
@Suite struct PyTorchTests {
  let training = Phase.training(RandomStream(key: 1))

  func seeds() -> Seeds { Seeds(RandomStream(key: 2)) }

  @Test func denseLayersWithEveryActivation() throws {
    let fixture = try Fixture.named("dense")
    var seeds = seeds()
    let network = DenseNetwork(using: &seeds)
    var parameters = try fixture.install(in: network)
    let x = Parameter(try fixture.tensor("x"))
    parameters["x"] = x
    let loss = squaredErrorLoss(
      predicted: network(x.tensor), expected: try fixture.tensor("expected"), reduction: .mean)
    try fixture.expect(loss, by: parameters)
  }

  @Test func convolutionsPoolingUpSamplingAndLabelMaps() throws {
    let fixture = try Fixture.named("convolution")
    var seeds = seeds()
    let network = ConvolutionNetwork(using: &seeds)
    var parameters = try fixture.install(in: network)
    let x = Parameter(try fixture.tensor("x"))
    parameters["x"] = x
    let loss = crossEntropyLoss(
      probabilities: network(x.tensor, labels: try fixture.tensor("labels")),
      expected: try fixture.tensor("expected"), reduction: .mean)
    try fixture.expect(loss, by: parameters)
  }

  @Test func batchNormalizationInTraining() throws {
    let fixture = try Fixture.named("normalization")
    var seeds = seeds()
    let network = NormalizationNetwork(using: &seeds)
    var parameters = try fixture.install(in: network)
    let x = Parameter(try fixture.tensor("x"))
    parameters["x"] = x
    let loss = crossEntropyLoss(
      logits: network(x.tensor, training), expected: try fixture.tensor("expected"),
      reduction: .perExample)
    try fixture.expect(loss, by: parameters)
    // Normalisation takes a bias away again.
    let biases = try gradients(
      of: loss, for: [network.filter.bias, network.hidden.bias].compactMap(\.self))
    #expect(biases.count == 2)
    for bias in biases { #expect(bias.values.allSatisfy { abs($0) < 1e-6 }) }
    // The running averages have moved by a hundredth towards the batch's moments.
    let averages = network.variables.filter { !$0.isTrainable }
    #expect(
      averages.map(\.name) == [
        "imageNorm/mean", "imageNorm/variance", "featureNorm/mean", "featureNorm/variance",
      ])
    for average in averages {
      let expected = try #require(fixture.extra?[average.name])
      #expect(relativeError(average.parameter.value.values, expected) < 1e-6, "\(average.name)")
    }
  }

  @Test func everyLossFunction() throws {
    let fixture = try Fixture.named("losses")
    var parameters: [String: Parameter] = [:]
    for name in ["logits", "probabilities", "mean", "logVariance"] {
      parameters[name] = Parameter(try fixture.tensor(name))
    }
    func operand(_ name: String) throws -> Tensor { try #require(parameters[name]).tensor }
    let (logits, probabilities) = (try operand("logits"), try operand("probabilities"))
    let expected = try fixture.tensor("expected")
    let losses = [
      "logits": crossEntropyLoss(logits: logits, expected: expected, reduction: .mean),
      "logits to one number": crossEntropyLoss(logits: logits, expected: 0.9, reduction: .sum),
      "probabilities": crossEntropyLoss(
        probabilities: probabilities, expected: expected, reduction: .perExample),
      "negative log": negativeLogLoss(probabilities: probabilities, reduction: .mean),
      "divergence": gaussianDivergenceLoss(
        mean: try operand("mean"), logVariance: try operand("logVariance"),
        reduction: .perExample),
      "mean divergence": gaussianDivergenceLoss(
        mean: try operand("mean"), logVariance: try operand("logVariance"), reduction: .mean),
      "squared error": squaredErrorLoss(
        predicted: logits, expected: expected, reduction: .sum),
    ]
    #expect(losses.keys.sorted() == fixture.losses.keys.sorted())
    for (name, loss) in losses { try fixture.expect(loss, named: name, by: parameters) }
  }

  @Test func aStepOfTheVariationalAutoencoder() throws {
    let fixture = try Fixture.named("vae")
    var seeds = seeds()
    let network = Autoencoder(pixels: 42, wide: 18, narrow: 11, using: &seeds)
    let parameters = try fixture.install(in: network)
    let loss = network.loss(
      try fixture.tensor("x"), noise: try fixture.tensor("noise"), training)
    try fixture.expect(loss, by: parameters)
  }

  @Test func bothStepsOfTheAdversarialPairOnOneGraph() throws {
    let fixture = try Fixture.named("gan")
    var seeds = seeds()
    let network = AdversarialPair(using: &seeds)
    let parameters = try fixture.install(in: network)
    let fake = network.discriminator(network.generator(try fixture.tensor("z"), training), training)
    let real = network.discriminator(try fixture.tensor("real"), training)
    let ofReal = crossEntropyLoss(logits: real, expected: 0.9, reduction: .mean)
    let ofFake = crossEntropyLoss(logits: fake, expected: 0, reduction: .mean)
    try fixture.expect(ofReal + ofFake, named: "discriminator", by: parameters)
    try fixture.expect(
      crossEntropyLoss(logits: fake, expected: 1, reduction: .mean), named: "generator",
      by: parameters)
  }
}
