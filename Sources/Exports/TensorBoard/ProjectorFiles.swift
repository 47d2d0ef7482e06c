import Digits
import Raster
import Records

/// What TensorBoard's projector shows: the codes of the last frame, the digits' labels, and the digits themselves side by side
/// in one picture, from which each point takes its own.
struct ProjectorFiles {
  let record: RunRecord
  /// The test digits of the data that the record was made with; nil to do without pictures.
  let test: DigitSet?

  /// The files; none where the log has no codes.
  var files: [ExportedFile] {
    guard let codes = Codes(of: record), codes.frames > 0, codes.digits > 0, codes.dimensions > 0
    else { return [] }
    let rows = (0..<codes.digits).map { digit in
      (0..<codes.dimensions).map { "\(codes[codes.frames - 1, digit, $0])" }
        .joined(separator: "\t")
    }
    var fields = ["tensor_name: \"\(Codes.path)\"", "tensor_path: \"codes.tsv\""]
    var files = [ExportedFile("codes.tsv", Self.text(rows))]
    let labels = record.bytes("latents/labels")
    if labels.count == codes.digits {
      fields.append("metadata_path: \"labels.tsv\"")
      files.append(ExportedFile("labels.tsv", Self.text(labels.map { "\($0)" })))
    }
    if let test, let sprite = Self.sprite(of: test, labels: labels) {
      fields.append(
        "sprite { image_path: \"digits.png\" single_image_dim: \(test.width) "
          + "single_image_dim: \(test.height) }")
      files.append(ExportedFile("digits.png", sprite))
    }
    let configuration = ["embeddings {"] + fields.map { "  \($0)" } + ["}"]
    return [ExportedFile("projector_config.pbtxt", Self.text(configuration))] + files
  }

  private static func text(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The first digits, as many as there are labels, dark on white, row by row in a square; nil where they have other labels, or
  /// where the square is larger than the projector takes.
  private static func sprite(of test: DigitSet, labels: [UInt8]) -> [UInt8]? {
    let (height, width, channels) = (test.height, test.width, test.channels)
    let side = (1...).first { $0 * $0 >= labels.count } ?? 1
    guard !labels.isEmpty, test.isLabelled, test.labels.starts(with: labels),
      channels == 1 || channels == 3, max(height, width) * side <= mostPixels
    else { return nil }
    let length = width * channels
    var levels = [UInt8](repeating: 255, count: side * side * height * length)
    for digit in labels.indices {
      let (row, column) = (digit / side * height, digit % side)
      for line in 0..<height {
        let source = (digit * height + line) * length
        let target = ((row + line) * side + column) * length
        for place in 0..<length { levels[target + place] = 255 - test.images[source + place] }
      }
    }
    return PNGFile.bytes(
      width: side * width, height: side * height, channels: channels, levels)
  }

  /// Rows and columns of the greatest texture that browsers draw everywhere.
  private static let mostPixels = 8192
}
