import Foundation
import Inference
import Platform
import Raster
import Records

/// What the scripts of a page read of networks that draw.
struct ExplorationContents {
  private let run: ExplorableRun
  private let grid: (Int) -> [Float]

  /// - Parameter grid: the codes, [side², latent], of a plane of `side` × `side` pictures.
  init(_ run: ExplorableRun, grid: @escaping (_ side: Int) -> [Float]) {
    self.run = run
    self.grid = grid
  }

  /// What the scripts read.
  var json: JSON {
    let identity = run.record.identity
    var networks = ["decoder": json(run.decoder)]
    if let encoder = run.encoder { networks["encoder"] = json(encoder) }
    if let discriminator = run.discriminator { networks["discriminator"] = json(discriminator) }
    if let judge = run.judge { networks["judge"] = json(judge) }
    let digits = run.testDigits
    return .object([
      "notebook": .string(identity.notebook), "title": .string(identity.title),
      "summary": .string(identity.summary), "data": .string(identity.data),
      "seed": .int(Int64(identity.seed)), "profile": .string(identity.profile.rawValue),
      "height": .int(Int64(run.shape.height)), "width": .int(Int64(run.shape.width)),
      "latent": .int(Int64(run.latent)), "isUniform": .bool(run.isUniform),
      "labels": .array(run.labels.map { .int(Int64($0)) }),
      "networks": .object(networks), "checks": .array(checks), "cloud": cloud,
      "digits": .string(packed(digits.levels)),
      "digitLabels": .array(digits.labels.map { .int(Int64($0)) }), "frames": frames,
      "modules": .object([
        "exact": .string(WebAssemblyModules.exact),
        "relaxed": .string(WebAssemblyModules.relaxed),
      ]),
    ])
  }

  private func json(_ network: ExplorableNetwork) -> JSON {
    .object([
      "words": .array(network.operations.flatMap(\.words).map { .int(Int64($0)) }),
      "input": .array(
        [network.input.height, network.input.width, network.input.channels].map { .int(Int64($0)) }),
      "outputs": .int(Int64(network.output.count)), "packing": .int(Int64(network.packing)),
      "parameters": .string(packed(network.parameters)),
    ])
  }

  /// The data sets that the page draws again: the planes after training, and the samples.
  private var checks: [JSON] {
    var checks: [JSON] = []
    for path in run.record.paths where path.hasPrefix("planes/") {
      guard let array = run.record.arrays[path], array.shape.count == 2 else { continue }
      let side = array.shape[0] / run.shape.height
      let label = path.split(separator: "-").last.flatMap { UInt8($0) }
      guard run.labels.isEmpty == (label == nil), side > 0 else { continue }
      checks.append(
        .object([
          "path": .string(path), "sha256": .string(Digest.sha256(of: array)),
          "side": .int(Int64(side)), "label": label.map { .int(Int64($0)) } ?? .null,
          "codes": .string(packed(grid(side))),
        ]))
    }
    if let array = run.record.arrays["samples/images"] {
      checks.append(
        .object([
          "path": .string("samples/images"), "sha256": .string(Digest.sha256(of: array)),
          "count": .int(Int64(array.shape[0])),
          "key": .array([
            .int(Int64(run.sampleKey & 0xffff_ffff)), .int(Int64(run.sampleKey >> 32)),
          ]),
          "labels": .string(packed(run.record.bytes("samples/labels"))),
        ]))
    }
    return checks
  }

  /// Codes of the first test digits in the course of training, in 6000ths of a unit; null where the log has none.
  private var cloud: JSON {
    guard let codes = run.record.arrays["latents/codes"], codes.shape.count == 3,
      codes.shape[2] == run.latent, case .float(let values) = codes.values
    else { return .null }
    let (frames, digits) = (codes.shape[0], codes.shape[1])
    let shown = min(digits, 2000, 8000 / run.latent)
    let chosen = Self.thinned(frames, to: 8)
    let numbers = chosen.flatMap { frame in
      let start = frame * digits * run.latent
      return values[start..<start + shown * run.latent].map {
        Int16(max(-32_000, min(32_000, ($0 * 6000).rounded())))
      }
    }
    let steps = run.record.arrays["latents/steps"]?.doubles ?? []
    return .object([
      "steps": .array(chosen.map { .int(Int64(steps.indices.contains($0) ? steps[$0] : 0)) }),
      "count": .int(Int64(shown)),
      "labels": .string(packed(Array(run.record.bytes("latents/labels").prefix(shown)))),
      "codes": .string(packed(numbers)),
    ])
  }

  /// Manifolds in the course of training, as PNG pictures by name; for labels at some steps only. Null where the log has none.
  private var frames: JSON {
    let paths = run.record.paths.filter { $0.hasPrefix("manifold/") && $0 != "manifold/steps" }
    guard let first = paths.first, let array = run.record.arrays[first], array.shape.count == 3
    else { return history }
    let steps = run.record.arrays["manifold/steps"]?.doubles ?? []
    let chosen = Self.thinned(array.shape[0], to: paths.count > 1 ? 4 : 10)
    var pictures: [String: JSON] = [:]
    for path in paths {
      let name = path.split(separator: "-").last.map(String.init) ?? ""
      pictures[UInt8(name) == nil ? "all" : name] = .array(chosen.map { png(path, $0) })
    }
    return .object([
      "steps": .array(chosen.map { .int(Int64(steps[$0])) }), "pictures": .object(pictures),
    ])
  }

  /// Pictures of the same codes, or of others, in the course of training, for a notebook without manifolds.
  private var history: JSON {
    let path = "history/images"
    guard let array = run.record.arrays[path], array.shape.count == 4,
      let steps = run.record.arrays["history/steps"]?.doubles
    else { return .null }
    let count = array.shape[1], side = Int(Double(count).squareRoot())
    let (height, width) = (run.shape.height, run.shape.width)
    let chosen = Self.thinned(array.shape[0], to: 10)
    let levels = run.record.bytes(path)
    let pictures = chosen.map { frame -> JSON in
      var pixels = [UInt8](repeating: 0, count: side * side * run.shape.count)
      for image in 0..<side * side {
        for row in 0..<height {
          let from = ((frame * count + image) * height + row) * width
          let to = ((image / side * height + row) * side + image % side) * width
          pixels[to..<to + width] = levels[from..<from + width]
        }
      }
      return png(pixels, height: side * height, width: side * width)
    }
    return .object([
      "steps": .array(chosen.map { .int(Int64(steps[$0])) }),
      "pictures": .object(["all": .array(pictures)]),
    ])
  }

  private func png(_ path: String, _ frame: Int) -> JSON {
    guard let array = run.record.arrays[path] else { return .null }
    let (height, width) = (array.shape[1], array.shape[2])
    let levels = run.record.bytes(path)[frame * height * width..<(frame + 1) * height * width]
    return png(Array(levels), height: height, width: width)
  }

  /// Sixteen grey levels are enough for what is only looked at.
  private func png(_ levels: [UInt8], height: Int, width: Int) -> JSON {
    let file = PNGFile.bytes(
      width: width, height: height, channels: 1, levels.map { UInt8((Int($0) + 8) / 17 * 17) })
    return .string(Data(file).base64EncodedString())
  }

  /// At most `count` of `total` frames, evenly, the last one among them.
  private static func thinned(_ total: Int, to count: Int) -> [Int] {
    if total <= count { return Array(0..<total) }
    return (0..<count).map { (total - 1) * $0 / (count - 1) }
  }
}
