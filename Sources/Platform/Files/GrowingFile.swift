import Foundation

/// A file that others may read while it grows.
///
/// Nothing waits for the disk: a file that is lost with the machine's power can be made again.
package final class GrowingFile {
  private let path: String
  private let descriptor: Int32
  private var length = 0

  /// Opens a file, or makes it; what is in it stays until ``replace(with:)``.
  ///
  /// - Throws: `ResultsError` where it cannot be written to, or is none, but a pipe for instance.
  package init(_ path: String) throws(ResultsError) {
    self.path = path
    // A pipe that nobody reads would let the program wait.
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o666)
    if descriptor < 0 { throw .system("write", path) }
    var status = stat()
    if fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG {
      close(descriptor)
      throw ResultsError("write", path, "it is no file")
    }
  }

  deinit { close(descriptor) }

  /// Makes `bytes` all that is in the file. What was the same before is the same all the time.
  package func replace(with bytes: [UInt8]) throws(ResultsError) {
    length = 0
    try append(bytes)
    if ftruncate(descriptor, off_t(length)) != 0 { throw .system("write", path) }
  }

  /// Adds `bytes`; all of them or, after a failure, none.
  package func append(_ bytes: [UInt8]) throws(ResultsError) {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        pwrite(
          descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, off_t(length + done))
      }
      if written < 0, errno == EINTR { continue }
      if written < 0 {
        let error = ResultsError.system("write", path)
        _ = ftruncate(descriptor, off_t(length))
        throw error
      }
      done += written
    }
    length += done
  }
}
