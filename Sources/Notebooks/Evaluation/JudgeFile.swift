import Digits
import Evaluation
import Platform
import Records

/// A trained judge as a file: one line that says what it is, and its numbers.
///
///     judge 1 standard data 9f86… library 03ba… start 2c26… values 107434 sha256 fcde…
///
/// followed by a line feed and the values as little-endian float32.
struct JudgeFile {
  /// What a stored judge depends on: it is worthless to any other.
  struct Key: Hashable, Codable {
    /// Of the judge's network and training.
    let version: Int
    /// The name of the schedule.
    let schedule: String
    /// SHA-256 of the data set.
    let data: String
    /// SHA-256 of the library that trained it.
    let library: String
    /// SHA-256 of the judge after the first steps of training. It tells whether the kernels still compute
    /// what they computed when the judge was stored.
    let start: String
  }

  /// The bytes of a file.
  static func bytes(of judge: Judge, _ key: Key) -> [UInt8] {
    let body = bytes(of: judge.values)
    return Array(header(key, body).utf8) + body
  }

  /// The judge in a file; nil unless every byte is as it was written under the same key.
  static func judge(
    in bytes: [UInt8], _ key: Key, classes: Int, _ shape: ImageShape = .digit
  ) -> Judge? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let body = Array(bytes[(end + 1)...])
    guard body.count.isMultiple(of: 4), Array(header(key, body).utf8) == Array(bytes[...end])
    else { return nil }
    let values = [Float](unsafeUninitializedCapacity: body.count / 4) { values, count in
      count = body.count / 4
      UnsafeMutableRawBufferPointer(values).copyBytes(from: body)
    }
    return Judge(classes: classes, shape, values: values)
  }

  /// SHA-256 of a judge's numbers.
  static func sha256(of judge: Judge) -> String { Digest.sha256(of: bytes(of: judge.values)) }

  private static func header(_ key: Key, _ body: [UInt8]) -> String {
    "judge \(key.version) \(key.schedule) data \(key.data) library \(key.library) "
      + "start \(key.start) values \(body.count / 4) sha256 \(Digest.sha256(of: body))\n"
  }

  private static func bytes(of values: [Float]) -> [UInt8] {
    values.withLittleEndianBytes { Array($0) }
  }
}
