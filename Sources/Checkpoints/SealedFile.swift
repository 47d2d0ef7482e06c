import Platform
import Records

/// A file that knows whether it is whole: a title with the digest of all that follows it, a header in JSON, and
/// bytes,
///
///     experiments checkpoint 9f86d081884c7d65…
///     {"frames":3,"isFinished":false,"key":{…},"number":12,"record":"2c26…","stage":0}
///
/// The digest is the SHA-256 of all that follows the first line.
package struct SealedFile<Header: Codable & Equatable>: Equatable {
  package let header: Header
  package let body: [UInt8]

  package init(header: Header, body: [UInt8]) {
    self.header = header
    self.body = body
  }

  /// The file's bytes; `title` says what it is.
  package func bytes(title: String) throws -> [UInt8] {
    var sealed = Array((try JSON(encoding: header).compact + "\n").utf8)
    sealed += body
    return Array("experiments \(title) \(Digest.sha256(of: sealed))\n".utf8) + sealed
  }

  /// Reads a file.
  ///
  /// - Throws: `Damage` unless every byte is as it was written under this title.
  package init(_ bytes: [UInt8], title: String) throws(Damage) {
    let title = "experiments \(title) "
    let end = title.utf8.count + 64
    guard bytes.count > end + 1, bytes[end] == UInt8(ascii: "\n"), bytes.starts(with: title.utf8)
    else { throw .incomplete }
    let digest = String(decoding: bytes[title.utf8.count..<end], as: UTF8.self)
    let sealed = bytes[(end + 1)...]
    guard Digest.sha256(of: sealed) == digest else { throw .changed }
    guard let lineEnd = sealed.firstIndex(of: UInt8(ascii: "\n")),
      let header: Header = try? JSON.decode(String(decoding: sealed[..<lineEnd], as: UTF8.self))
    else { throw .unreadable }
    self.header = header
    body = Array(sealed[(lineEnd + 1)...])
  }
}

/// Why a file of an interrupted run cannot be used.
package enum Damage: Error, CustomStringConvertible {
  /// It ends early, or is no such file.
  case incomplete
  /// Its bytes do not have their digest.
  case changed
  /// It is whole, and still not what this program writes.
  case unreadable

  package var description: String {
    switch self {
    case .incomplete: "it is incomplete"
    case .changed: "its contents do not have the digest that they were written with"
    case .unreadable: "another version of the program wrote it"
    }
  }
}
