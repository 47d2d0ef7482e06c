import Hashing
import Foundation

/// A download on its way: grows, is checked, gets its name. Locked, so that two programs do not write
/// into each other's download. Used by one task at a time.
final class PartFile: @unchecked Sendable {
  /// The bytes that are there.
  private(set) var length: Int
  /// The bytes that there will be.
  let size: Int
  private let path: String
  private var descriptor: CInt

  /// Opens what an earlier download left, or makes an empty file.
  init(path: String, size: Int) throws(DigitsError) {
    self.path = path
    self.size = size
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
    length = Int(lseek(descriptor, 0, SEEK_END))
    // Some network file systems have no locks; there, go without.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      close()
      throw DigitsError(
        "download into a file", path, found: "another download at work on it",
        remedy: "Wait for the other one to finish.")
    }
    // More than the whole cannot be a beginning of it.
    if length > size { try restart() }
  }

  deinit { close() }

  /// Lets go of the file and its lock, whoever still holds this object: a session of URLs lets go of
  /// its delegate late.
  func close() {
    if descriptor >= 0 {
      // Closing alone would leave the lock to a child process that is just being started.
      flock(descriptor, LOCK_UN)
      Foundation.close(descriptor)
    }
    descriptor = -1
  }

  /// Forgets what is there.
  func restart() throws(DigitsError) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
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
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
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
    if fsync(descriptor) != 0, ![EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(errno) {
      throw Self.failure(path)
    }
    try move(path, to: goal)
  }

  private func hash() throws(DigitsError) -> String {
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var offset = 0
    while offset < length {
      let count = pread(descriptor, &piece, piece.count, off_t(offset))
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
