import Hashing
import Kernels
import Layers
import Platform
import Records
import Tensors

/// The training of a log's curves, the run's first training loop: what a page that trains is to find.
///
/// Before anything is written, the training is done again step by step, and every link of the log's chain and every curve is compared.
/// If one differs, this is not the training of the run, and it is refused.
struct ExplorableCurves {
  let record: RunRecord
  let points: Int
  let noise: Float
  let epochs: Int
  let stepsPerEpoch: Int
  /// The keys of the streams of the weights, of the order, and of the points of each curve.
  let keys: [UInt64]
  /// The epochs after which the log has the curves.
  let frames: [Int]
  /// The loop's links of the log's chain: the steps done, and the SHA-256 of the link before and of all parameters.
  let links: [(step: Int, sha256: [UInt8])]
  /// The name and the count of numbers of each tensor, in the order in which a link has them.
  let tensors: [(name: String, count: Int)]

  /// The data sets that the training leaves, in the log and in `metrics.json`.
  static let paths = CurveTraining.names.flatMap { ["curves/\($0)-points", "curves/\($0)"] }

  /// Whether the log has curves that a page can find again.
  static func areIn(_ record: RunRecord) -> Bool {
    paths.allSatisfy { record.arrays[$0] != nil }
  }

  /// Trains again, which takes as long as it did.
  ///
  /// - Throws: `ExplorationError` where the curves become others than those of the log.
  init(_ record: RunRecord) throws {
    self.record = record
    let settings = Dictionary(
      record.identity.settings.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    guard case .int(let points) = settings["points"],
      case .int(let epochs) = settings["curveEpochs"],
      case .double(let noise) = settings["pointNoise"]
    else { throw ExplorationError.otherCurves }
    self.points = Int(points)
    self.epochs = Int(epochs)
    self.noise = Float(noise)
    keys = (["curve weights", "curve order"] + CurveTraining.names).map {
      RandomStream.key(seed: record.identity.seed, notebook: record.identity.notebook, name: $0)
    }
    frames = (record.arrays["curves/steps"]?.doubles ?? []).map { Int($0) }
    let streams = keys.map { RandomStream(key: $0) }
    let training = CurveTraining(
      points: self.points, noise: self.noise, weights: streams[0], order: streams[1],
      curves: Array(streams.dropFirst(2)))
    stepsPerEpoch = training.stepsPerEpoch
    links = record.links(ofLoop: 0)
    let networks: [any Network] = training.networks
    tensors = networks.flatMap { network in
      network.variables.map { ($0.name, $0.parameter.value.count) }
    }
    try follow(training)
  }

  private func follow(_ training: CurveTraining) throws {
    func isSame(_ values: [Float], as path: String, from start: Int) -> Bool {
      guard case .float(let logged) = record.arrays[path]?.values,
        logged.count >= start + values.count
      else { return false }
      return values.map(\.bitPattern)
        == logged[start..<start + values.count].map(\.bitPattern)
    }
    for (index, name) in CurveTraining.names.enumerated() {
      guard isSame(training.points(of: index), as: "curves/\(name)-points", from: 0) else {
        throw ExplorationError.otherCurves
      }
    }
    var link: [UInt8] = [], expected = links[...]
    for step in 0...epochs * stepsPerEpoch {
      if ParameterChain.hasLink(after: step) {
        var hash = SHA256()
        hash.update(link)
        hash.update(StateArchive(saving: training.networks).bytes)
        link = hash.finalize()
        guard let logged = expected.popFirst(), logged.step == step, logged.sha256 == link else {
          throw ExplorationError.otherCurves
        }
      }
      if step.isMultiple(of: stepsPerEpoch),
        let frame = frames.firstIndex(of: step / stepsPerEpoch)
      {
        for (index, name) in CurveTraining.names.enumerated() {
          let curve = training.decoded(index)
          guard isSame(curve, as: "curves/\(name)", from: frame * curve.count) else {
            throw ExplorationError.otherCurves
          }
        }
      }
      if step == epochs * stepsPerEpoch { break }
      do throws(NonFiniteError) { try training.step() } catch { throw ExplorationError.otherCurves }
    }
    if !expected.isEmpty { throw ExplorationError.otherCurves }
  }

  /// What the scripts of the page read.
  var contents: JSON {
    let identity = record.identity
    return .object([
      "notebook": .string(identity.notebook), "title": .string(identity.title),
      "summary": .string(identity.summary), "data": .string(identity.data),
      "seed": .int(Int64(identity.seed)), "profile": .string(identity.profile.rawValue),
      "names": .array(CurveTraining.names.map { .string($0) }),
      "points": .int(Int64(points)), "noise": .double(Double(noise)),
      "epochs": .int(Int64(epochs)), "stepsPerEpoch": .int(Int64(stepsPerEpoch)),
      "vertices": .int(Int64(CurveTraining.vertices)),
      "keys": .array(
        keys.flatMap { [.int(Int64($0 & 0xffff_ffff)), .int(Int64($0 >> 32))] as [JSON] }),
      "frames": .array(frames.map { .int(Int64($0)) }),
      "links": .array(
        links.map {
          .object(["step": .int(Int64($0.step)), "sha256": .string($0.sha256.hexadecimal)])
        }),
      "tensors": .array(
        tensors.map { .object(["name": .string($0.name), "count": .int(Int64($0.count))]) }),
      "checks": .array(
        Self.paths.compactMap { path in
          record.arrays[path].map {
            .object(["path": .string(path), "sha256": .string(Digest.sha256(of: $0))])
          }
        }),
      "modules": .object([
        "exact": .string(WebAssemblyModules.trainingExact),
        "relaxed": .string(WebAssemblyModules.trainingRelaxed),
      ]),
    ])
  }
}
