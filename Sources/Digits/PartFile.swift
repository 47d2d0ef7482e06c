import Foundation
import Hashing
import Platform

/// A download on its way: grows, is checked, gets its name. Locked, so that two programs do not write
/// into each other's download. Used by one task at a time.
final class PartFile: @unchecked Sendable {
  /// The bytes that are there.
  private(set) var length: Int
  /// The bytes that there will be.
  let size: Int
  private let path: String
  private let file: LockedFile

  /// Opens what an earlier download left, or makes an empty file.
  init(path: String, size: Int) throws(DigitsError) {
    self.path = path
    self.size = size
    guard let file = LockedFile(opening: path, O_RDWR | O_CREAT) else { throw Self.failure(path) }
    // Where there are no locks, go without.
    if file.state == .refused {
      throw DigitsError(
        "download into a file", path, found: "another download at work on it",
        remedy: "Wait for the other one to finish.")
    }
    self.file = file
    length = Int(lseek(file.descriptor, 0, SEEK_END))
    // More than the whole cannot be a beginning of it.
    if length > size { try restart() }
  }

  /// Lets go of the file and its lock, whoever still holds this object: a session of URLs lets go of
  /// its delegate late.
  func close() { file.close() }

  /// Forgets what is there.
  func restart() throws(DigitsError) {
    guard ftruncate(file.descriptor, 0) == 0, lseek(file.descriptor, 0, SEEK_SET) == 0 else {
      throw Self.failure(path)
    }
    length = 0
  }

  /// Adds bytes at the end.
  func append(_ bytes: Data) throws(DigitsError) {
    guard length + bytes.count <= size else {
      throw DigitsError(
        "download into a file", path, found: "more than \(size) bytes",
        expected: "exactly that many", remedy: "The mirror sends another file.")
    }
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(file.descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(path) }
      rest = rest.dropFirst(written)
      length += written
    }
  }

  /// Checks the whole and renames it to `goal`; deletes it when it is not what it should be.
  func finish(sha256: String, source: String, goal: String) throws(DigitsError) {
    guard length == size else {
      throw DigitsError(
        "download a file", source, found: "an end after \(length) bytes", expected: "\(size)",
        remedy: "Run the same command again: it goes on where it stopped.")
    }
    let found = try hash()
    guard found == sha256 else {
      unlink(path)
      throw DigitsError(
        "download a file", source, found: "SHA-256 \(found) (the download has been deleted)",
        expected: sha256, remedy: "Try again, or another network: something changed the file.")
    }
    // The name must not reach the disk before the bytes do. Some disks cannot tell.
    if fsync(file.descriptor) != 0, ![EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(errno) {
      throw Self.failure(path)
    }
    try move(path, to: goal)
  }

  private func hash() throws(DigitsError) -> String {
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var offset = 0
    while offset < length {
      let count = pread(file.descriptor, &piece, piece.count, off_t(offset))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      hash.update(piece[..<count])
      offset += count
    }
    return hash.finalize().hexadecimal
  }

  private static func failure(_ path: String) -> DigitsError {
    DigitsError(
      "download into a file", path, found: systemMessage(),
      remedy: "Check the folder's permissions and the room on the disk.")
  }
}
