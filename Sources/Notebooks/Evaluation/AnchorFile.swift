import Checkpoints
import Evaluation
import Records

/// What an anchor's pictures measure.
struct AnchorFigures: Codable, Equatable {
  /// What the anchor is called.
  let name: String
  /// The figures by the measures' names; none for a measure that makes no sense of these pictures.
  private let figures: [String: Double]

  init(name: String, _ figures: [Measure: Double]) {
    self.name = name
    self.figures = Dictionary(uniqueKeysWithValues: figures.map { ($0.key.rawValue, $0.value) })
  }

  subscript(measure: Measure) -> Double? { figures[measure.rawValue] }
}

/// The figures of all anchors of a data set as a file: sealed, with what they depend on as its header, and JSON.
struct AnchorFile {
  /// What the figures depend on: they are worthless to any other.
  struct Key: Codable, Equatable {
    let judge: JudgeFile.Key
    let extent: Yardstick.Extent
  }

  private static let title = "anchors"

  /// The bytes of a file.
  static func bytes(of anchors: [AnchorFigures], _ key: Key) throws -> [UInt8] {
    try SealedFile(header: key, body: Array(JSON(encoding: anchors).compact.utf8))
      .bytes(title: title)
  }

  /// The figures in a file; nil unless every byte is as it was written under the same key.
  static func anchors(in bytes: [UInt8], _ key: Key) -> [AnchorFigures]? {
    guard let file = try? SealedFile<Key>(bytes, title: title), file.header == key else {
      return nil
    }
    return try? JSON.decode(String(decoding: file.body, as: UTF8.self))
  }
}
