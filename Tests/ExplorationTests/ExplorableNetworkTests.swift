import Foundation
import HarnessTestSupport
import Inference
import Kernels
import Layers
import Notebooks
import Records
import Tensors
import Testing

@testable import Exploration

/// Networks taken from a record against the layers themselves, bit for bit; the layers' own oracles are in `LayersTests`.
@Suite struct ExplorableNetworkTests {
  /// A decoder with a label and every layer that makes images.
  final class Decoder: Network {
    let hidden: Sequential
    let pictures: Sequential

    init(using seeds: inout Seeds) {
      hidden = Sequential(
        Dense(5, 4 * 4 * 32, .leakyReLU(slope: 0.3), using: &seeds), Dropout(0.3),
        Reshape([4, 4, 32]), BatchNormalization(32), Activate(.relu))
      pictures = Sequential(
        UpSampledConvolution2D(32, 32, size: 5, .relu, using: &seeds),
        Convolution2D(32, 64, size: 3, .elu, using: &seeds),
        ConvolutionTranspose2D(64, 6, size: 4, usesBias: false, using: &seeds), UpSampling2D(),
        MaxPooling2D(), Convolution2D(6, 1, size: 3, .tanh, using: &seeds), Flatten())
    }

    func callAsFunction(_ codes: Tensor, _ labels: Tensor) -> Tensor {
      pictures(hidden(codes.concatenated(with: labels), .inference), .inference)
        .scaled(by: 0.5, plus: 0.5)
    }
  }

  /// A discriminator whose label joins as maps that a part of its own makes.
  final class Discriminator: Network {
    let edges, labelMaps, output: Sequential

    init(using seeds: inout Seeds) {
      edges = Sequential(
        Convolution2D(1, 20, size: 7, stride: 2, using: &seeds), MaxPooling2D(),
        Activate(.leakyReLU(slope: 0.3)))
      labelMaps = Sequential(Dropout(0.3), MaxPooling2D())
      output = Sequential(
        Convolution2D(23, 8, size: 3, .relu, using: &seeds), Flatten(),
        Dense(4 * 4 * 8, 1, using: &seeds))
    }

    func callAsFunction(_ images: Tensor, _ labels: Tensor) -> Tensor {
      let edges = edges(images.reshaped([images.shape[0], 16, 16, 1]), .inference)
      let maps = labelMaps(labels.tiled(height: 8, width: 8), .inference)
      return output(edges.concatenated(with: maps), .inference)
    }
  }

  /// An encoder, of whose two outputs the mean is the code.
  final class Encoder: Network {
    let hidden: Sequential
    let logVariance, mean: Dense

    init(using seeds: inout Seeds) {
      hidden = Sequential(
        Dense(259, 30, .relu, using: &seeds), BatchNormalization(30), Dropout(0.3))
      logVariance = Dense(30, 2, using: &seeds)
      mean = Dense(30, 2, using: &seeds)
    }

    func callAsFunction(_ images: Tensor, _ labels: Tensor) -> Tensor {
      mean(hidden(images.concatenated(with: labels), .inference))
    }
  }

  private let labels: [UInt8] = [2, 0, 1, 2, 2, 1, 0]
  private var oneHot: Tensor { .oneHot(labels, classes: 3) }

  /// The record of a lab that has saved a network, whose parameters are all of some size.
  private func record(
    of network: any Network, as name: String, taking inputs: KeyValuePairs<String, [Int]>,
    computing outputs: ([Tensor]) -> KeyValuePairs<String, Tensor>
  ) -> RunRecord {
    for (index, variable) in network.variables.enumerated() {
      let shape = variable.parameter.value.shape
      let noise = Tensor.normal(shape, using: RandomStream(key: 99, step: UInt64(index)))
      variable.parameter.assign(
        variable.name.hasSuffix("variance") ? noise.squared() + 0.5 : 0.2 * noise)
    }
    let lab = lab()
    lab.save(network, as: name, taking: inputs, computing: outputs)
    return lab.record
  }

  private func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }

  @Test func aDecoderHasTheBitsOfTheNetwork() throws {
    var seeds = Seeds(RandomStream(key: 1))
    let network = Decoder(using: &seeds)
    let record = record(of: network, as: "decoder", taking: ["codes": [2], "labels": [3]]) {
      ["pictures": network($0[0], $0[1])]
    }
    let found = try ExplorableNetwork("decoder", of: record, input: Shape(1, 1, 2), classes: 3)
    let codes = Tensor.normal([7, 2], using: RandomStream(key: 2))
    #expect(
      bits(try found.run(codes.values, labels: labels)) == bits(network(codes, oneHot).values))
    #expect(found.output == Shape(1, 1, 256))
  }

  @Test func aDiscriminatorWithLabelMapsHasTheBitsOfTheNetwork() throws {
    var seeds = Seeds(RandomStream(key: 3))
    let network = Discriminator(using: &seeds)
    let record = record(
      of: network, as: "discriminator", taking: ["pixels": [256], "labels": [3]]
    ) {
      ["logits": network($0[0], $0[1])]
    }
    // The network has learned with pixels in [−1, 1].
    var found = try ExplorableNetwork(
      "discriminator", of: record, input: Shape(16, 16, 1), classes: 3,
      pixels: [.scaling(factor: 2, offset: -1)])
    try found.normalizeOutput()
    let images = Tensor.uniform([7, 256], using: RandomStream(key: 4))
    let probabilities = network(images.scaled(by: 2, plus: -1), oneHot).activated(.sigmoid)
    #expect(bits(try found.run(images.values, labels: labels)) == bits(probabilities.values))
  }

  @Test func anEncoderGivesItsMeans() throws {
    var seeds = Seeds(RandomStream(key: 5))
    let network = Encoder(using: &seeds)
    let record = record(of: network, as: "encoder", taking: ["digits": [256], "labels": [3]]) {
      [
        "mean": network($0[0], $0[1]),
        "logVariance": network.logVariance(Tensor([1, 30], repeating: 1)),
      ]
    }
    let found = try ExplorableNetwork(
      "encoder", of: record, input: Shape(16, 16, 1), classes: 3)
    let images = Tensor.uniform([7, 256], using: RandomStream(key: 6))
    #expect(
      bits(try found.run(images.values, labels: labels)) == bits(network(images, oneHot).values))
  }

  /// A discriminator of pairs, as that of `gan`.
  final class PairDiscriminator: Network {
    let layers: Sequential

    init(using seeds: inout Seeds) {
      layers = Sequential(
        Reshape([4, 6, 2]), Convolution2D(2, 5, size: 3, stride: 2, .relu, using: &seeds),
        Flatten(), Dense(30, 1, .sigmoid, using: &seeds))
    }

    func callAsFunction(_ images: Tensor) -> Tensor {
      let packs = images.shape[0] / 2, rows = images.reshaped([packs, 48])
      let channels = [0, 24].map { rows.columns($0..<$0 + 24).reshaped([packs, 24, 1]) }
      return layers(channels.concatenated(along: -1), .inference)
    }
  }

  @Test func aDiscriminatorOfPairsHasTheBitsOfTheNetwork() throws {
    var seeds = Seeds(RandomStream(key: 9))
    let network = PairDiscriminator(using: &seeds)
    let record = record(of: network, as: "discriminator", taking: ["digits": [24]]) {
      ["probabilities": network($0[0])]
    }
    let found = try ExplorableNetwork(
      "discriminator", of: record, input: Shape(4, 6, 1), classes: 0)
    #expect(found.packing == 2)
    let images = Tensor.uniform([6, 24], using: RandomStream(key: 10))
    #expect(bits(try found.run(images.values)) == bits(network(images).values))
  }

  @Test func aJudgeGivesTheProbabilitiesOfItsLogits() throws {
    final class Judge: Network {
      let features, logits: Dense

      init(using seeds: inout Seeds) {
        features = Dense(12, 8, .relu, using: &seeds)
        logits = Dense(8, 5, using: &seeds)
      }
    }
    var seeds = Seeds(RandomStream(key: 11))
    let network = Judge(using: &seeds)
    let record = record(of: network, as: "judge", taking: ["pictures": [12]]) {
      let features = network.features($0[0])
      return ["features": features, "logits": network.logits(features)]
    }
    var found = try ExplorableNetwork(
      "judge", of: record, input: Shape(3, 4, 1), classes: 0, output: "logits")
    try found.normalizeOutput()
    let images = Tensor.normal([20, 12], using: RandomStream(key: 12))
    let logits = network.logits(network.features(images)).values.map(Double.init)
    for (index, probability) in try found.run(images.values).enumerated() {
      let row = logits[index / 5 * 5..<index / 5 * 5 + 5]
      let expected = exp(logits[index]) / row.reduce(0) { $0 + exp($1) }
      #expect(abs(Double(probability) - expected) < 1e-6)
    }
  }

  /// A page would read beyond them.
  @Test(arguments: ["hidden/bias", "pictures/weights"])
  func parametersOfOtherSizesAreRefused(path: String) throws {
    final class Small: Network {
      let hidden: Dense, pictures: Convolution2D

      init(using seeds: inout Seeds) {
        hidden = Dense(2, 4, using: &seeds)
        pictures = Convolution2D(1, 1, size: 3, using: &seeds)
      }
    }
    var seeds = Seeds(RandomStream(key: 8))
    let network = Small(using: &seeds)
    var record = record(of: network, as: "decoder", taking: ["codes": [2]]) {
      ["pictures": network.pictures(network.hidden($0[0]).reshaped([$0[0].shape[0], 2, 2, 1]))]
    }
    func read() throws -> ExplorableNetwork {
      try ExplorableNetwork("decoder", of: record, input: Shape(1, 1, 2), classes: 0)
    }
    #expect(try read().output == Shape(2, 2, 1))
    let array = try #require(record.arrays["parameters/decoder/\(path)"])
    // A row less: of the bias a number, of the kernel three.
    let shape = [array.shape[0] - 1] + array.shape.dropFirst()
    record.arrays["parameters/decoder/\(path)"] = RecordedArray(
      [Float](repeating: 0, count: shape.reduce(1, *)), shape: shape, description: "")
    let error = #expect(throws: ExplorationError.self) { _ = try read() }
    #expect(error?.description.contains("cannot be part of a page") == true)
  }

  @Test func operationsAreTheSameAfterBeingWords() throws {
    let operations: [Inference.Operation] = [
      .dense(inputs: 2, outputs: 300_000, .leakyReLU(slope: 0.3)),
      .convolution(size: 3, stride: 2, inputs: 5, outputs: 6, .elu),
      .upSampledConvolution(size: 5, inputs: 7, outputs: 8, .relu),
      .transposedConvolution(size: 4, stride: 2, inputs: 9, outputs: 10, .tanh),
      .batchNormalization(channels: 11, epsilon: 1e-3), .activation(.sigmoid), .maxPooling,
      .upSampling, .reshape(height: 1, width: 2, channels: 3), .labels(classes: 10),
      .scaling(factor: 0.5, offset: -1), .packing, .softmax, .activation(.identity),
    ]
    let words = operations.flatMap(\.words)
    #expect(Inference.Operation.operations(words) == operations)
    #expect(Inference.Operation.operations(words.dropLast()) == nil)
    #expect(Inference.Operation.operations([99]) == nil)
  }

  @Test func greyLevelsAreThoseOfTensors() {
    let numbers = (-300...66_000).map { Float($0) / 65_535 }
    #expect(numbers.map(GreyLevel.level) == Tensor([numbers.count], numbers).greyLevels)
  }

  @Test func aNetworkThatIsNoChainIsRefusedByName() throws {
    final class Odd: Network {
      let first: Dense

      init(using seeds: inout Seeds) { first = Dense(2, 3, using: &seeds) }
    }
    var seeds = Seeds(RandomStream(key: 7))
    let network = Odd(using: &seeds)
    let record = record(of: network, as: "decoder", taking: ["codes": [2]]) {
      let hidden = network.first($0[0])
      return ["pictures": hidden * hidden.activated(.tanh)]
    }
    let error = #expect(throws: ExplorationError.self) {
      try ExplorableNetwork("decoder", of: record, input: Shape(1, 1, 2), classes: 0)
    }
    #expect(
      error?.description.hasSuffix(
        "of the network decoder cannot be part of a page: it takes more than what the layer before it made"
      )
        == true)
    let other = #expect(throws: ExplorationError.self) {
      try ExplorableNetwork("generator", of: record, input: Shape(1, 1, 2), classes: 0)
    }
    #expect(other?.description.contains("does not describe the network generator") == true)
  }
}
