import Foundation

/// A regular file open for reading. Bytes go straight into the caller's memory.
final class InputFile {
  let path: String
  let action: String
  /// Length in bytes.
  let size: Int
  private let descriptor: CInt

  /// Opens `path`; `action` is what errors say was being done.
  init(path: String, action: String) throws(DigitsError) {
    self.path = path
    self.action = action
    // Not blocking: the file may be a pipe that nobody writes to, which is refused below.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw DigitsError(
        action, path, found: systemMessage(), remedy: "Check the path and its permissions.")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw DigitsError(
        action, path, found: "something that is not a plain file",
        remedy: "Give the path of a file, raw or gzip.")
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Whether the file begins with `prefix`.
  func begins(with prefix: [UInt8]) -> Bool {
    var bytes = [UInt8](repeating: 0, count: prefix.count)
    return pread(descriptor, &bytes, bytes.count, 0) == bytes.count && bytes == prefix
  }

  /// Reads until `buffer` is full or the file ends, and says how many bytes there were.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DigitsError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let got = Foundation.read(descriptor, rest.baseAddress, rest.count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else {
        throw DigitsError(
          action, path, found: systemMessage(), remedy: "Check the disk, then try again.")
      }
      if got == 0 { break }
      filled += got
    }
    return filled
  }
}

extension InputFile: ByteSource {
  var greatestLength: Int { size }
}

/// Bytes in order, from a file or from what a file unpacks to.
protocol ByteSource {
  /// The source cannot have more bytes than this.
  var greatestLength: Int { get }

  /// Reads until `buffer` is full or the source ends, and says how many bytes there were.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DigitsError) -> Int
}

/// What the system says about the last call that failed.
func systemMessage() -> String {
  let code = errno
  return "\"\(String(cString: strerror(code)))\" (system error \(code))"
}
