import Foundation

/// Where a run stood at some moment: a file of two lines and the states' bytes,
///
///     experiments checkpoint 9f86d081884c7d65…
///     {"frames":3,"isFinished":false,"key":{…},"number":12,"record":"2c26…","stage":0}
///
/// The digest in the first line is the SHA-256 of all that follows it.
struct Checkpoint: Equatable {
  /// What the file says of itself.
  struct Header: Codable, Equatable {
    let key: RunKey
    /// Counts the checkpoints of a run.
    let number: Int
    /// Counts the training loops of a run.
    let stage: Int
    /// Whether the loop is done.
    let isFinished: Bool
    /// SHA-256 of the data set; nil where the run has used none so far.
    let dataSHA256: String?
    /// How many frames of the journal make the record of that moment.
    let frames: Int
    /// The last of these frames' digests, which covers all of them.
    let journal: String
  }

  let header: Header
  /// What a `StateArchive` took down.
  let state: [UInt8]

  /// The file's bytes.
  func file() throws -> [UInt8] {
    var body = Array((try JSON(encoding: header).compact + "\n").utf8)
    body += state
    return Array("\(Self.title)\(Digest.sha256(of: body))\n".utf8) + body
  }

  /// Reads a file.
  ///
  /// - Throws: `Damage` unless every byte is as it was written.
  init(file bytes: [UInt8]) throws(Damage) {
    let first = Self.title.utf8.count + 64
    guard bytes.count > first + 1, bytes[first] == UInt8(ascii: "\n"),
      bytes.starts(with: Self.title.utf8)
    else { throw .incomplete }
    let digest = String(decoding: bytes[Self.title.utf8.count..<first], as: UTF8.self)
    let body = bytes[(first + 1)...]
    guard Digest.sha256(of: body) == digest else { throw .changed }
    guard let end = body.firstIndex(of: UInt8(ascii: "\n")),
      let header: Header = try? JSON.decode(String(decoding: body[..<end], as: UTF8.self))
    else { throw .unreadable }
    self.header = header
    state = Array(body[(end + 1)...])
  }

  init(header: Header, state: [UInt8]) {
    self.header = header
    self.state = state
  }

  private static let title = "experiments checkpoint "
}

/// Why a file of an interrupted run cannot be used.
enum Damage: Error, CustomStringConvertible {
  /// It ends early, or is no such file.
  case incomplete
  /// Its bytes do not have their digest.
  case changed
  /// It is whole, and still not what this program writes.
  case unreadable

  var description: String {
    switch self {
    case .incomplete: "it is incomplete"
    case .changed: "its contents do not have the digest that they were written with"
    case .unreadable: "another version of the program wrote it"
    }
  }
}
