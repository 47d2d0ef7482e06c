import Inference
import Kernels
import Platform
import Records

/// What of a run can be explored: networks that draw, encode and judge pictures, and what the log has to show with them.
///
/// Before anything is written, the decoder draws the first samples of the log again. If one pixel differs, this is not the
/// network that drew them, or not the way in which its codes came about, and the run is refused.
struct ExplorableRun {
  let record: RunRecord
  /// The size of a picture.
  let shape: Shape
  /// The number of latent coordinates.
  let latent: Int
  /// The labels that pictures are asked for; none for an unconditional model.
  let labels: [UInt8]
  /// The numbers of a one-hot label.
  let classes: Int
  let decoder: ExplorableNetwork
  let encoder: ExplorableNetwork?
  let discriminator: ExplorableNetwork?
  /// What reads the labels of pictures, as probabilities.
  let judge: ExplorableNetwork?
  /// What other networks of the log lack to be part of a page.
  let shortcomings: [String]
  /// The key of the stream that the samples' codes came from.
  let sampleKey: UInt64
  /// Whether they are uniform numbers in [−1, 1), not normal ones.
  let isUniform: Bool

  /// - Parameter judge: the record of the judge of the data set; nil where none is kept.
  init(_ record: RunRecord, judge judgeRecord: RunRecord? = nil) throws {
    self.record = record
    guard let images = record.arrays["samples/images"], let name = Self.decoderName(in: record),
      let setting = record.identity.settings.first(where: { $0.key == "latent" }),
      case .int(let latent) = setting.value
    else { throw ExplorationError.noDecoder }
    guard images.shape.count == 3 else { throw ExplorationError.colour }
    let shape = Shape(images.shape[1], images.shape[2], 1)
    self.shape = shape
    self.latent = Int(latent)
    labels = Set(record.bytes("samples/labels")).sorted()
    let classes = Int(labels.last.map { $0 + 1 } ?? 0)
    self.classes = classes
    let decoder = try ExplorableNetwork(
      name, of: record, input: Shape(1, 1, self.latent), classes: classes)
    self.decoder = decoder
    // The others are welcome, but a page is one without them.
    var shortcomings: [String] = []
    func other(_ name: String, pixels: [Operation] = []) -> ExplorableNetwork? {
      guard record.architectures[name] != nil else { return nil }
      do {
        return try ExplorableNetwork(
          name, of: record, input: shape, classes: classes, pixels: pixels)
      } catch {
        shortcomings.append("the page does without the \(name): \(error)")
        return nil
      }
    }
    encoder = other("encoder")
    // One that learned with pictures in [−1, 1] sees such.
    var symmetric: [Operation] = []
    let isSymmetric = decoder.operations.contains { if case .scaling = $0 { true } else { false } }
    if isSymmetric { symmetric = [.scaling(factor: 2, offset: -1)] }
    var discriminator = other("discriminator", pixels: symmetric)
    try discriminator?.normalizeOutput()
    self.discriminator = discriminator?.output.count == 1 ? discriminator : nil
    if let judgeRecord {
      do {
        var judge = try ExplorableNetwork(
          "judge", of: judgeRecord, input: shape, classes: 0, output: "logits")
        try judge.normalizeOutput()
        self.judge = judge
      } catch {
        judge = nil
        shortcomings.append("the page does without the judge: \(error)")
      }
    } else {
      judge = nil
    }
    self.shortcomings = shortcomings
    sampleKey = RandomStream.key(
      seed: record.identity.seed, notebook: record.identity.notebook, name: "samples")
    let key = sampleKey
    let distribution = try [false, true].first { isUniform in
      try Self.draws(
        record, by: decoder, RandomStream(key: key), isUniform: isUniform, latent: Int(latent))
    }
    guard let distribution else { throw ExplorationError.otherSamples }
    isUniform = distribution
  }

  private static func decoderName(in record: RunRecord) -> String? {
    ["decoder", "generator"].first { name in
      record.arrays.keys.contains { $0.hasPrefix("parameters/\(name)/") }
    }
  }

  /// Whether the network draws the first samples of the log from these random numbers.
  private static func draws(
    _ record: RunRecord, by decoder: ExplorableNetwork, _ stream: RandomStream, isUniform: Bool,
    latent: Int
  ) throws -> Bool {
    let levels = record.bytes("samples/images"), labels = record.bytes("samples/labels")
    let count = min(24, levels.count / decoder.output.count)
    if count == 0 { return false }
    var codes = [Float](repeating: 0, count: count * latent)
    codes.withUnsafeMutableBufferPointer { buffer in
      guard let codes = buffer.baseAddress else { return }
      if isUniform {
        stream.fillUniform(codes, count: buffer.count)
        Elementwise.scale(
          codes, by: 2, plus: -1, into: codes, count: buffer.count, on: Workers())
      } else {
        stream.fillNormal(codes, count: buffer.count)
      }
    }
    let pictures = try decoder.run(codes, labels: Array(labels.prefix(count)))
    return pictures.map(GreyLevel.level) == Array(levels.prefix(pictures.count))
  }

  /// Ten test digits that the log has, as grey levels, and their labels; none without an encoder.
  var testDigits: (levels: [UInt8], labels: [UInt8]) {
    guard encoder != nil, let images = record.arrays["reconstructions/images"],
      images.shape.count == 4
    else { return ([], []) }
    let count = images.shape[1]
    return (
      Array(record.bytes("reconstructions/images").prefix(count * shape.count)),
      Array(record.bytes("latents/labels").prefix(count))
    )
  }
}
