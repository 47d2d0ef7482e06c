import Foundation

/// A file that the user names to write to, taken as any tool takes it: `-` is standard output, links are
/// followed, and what is no regular file (a device, a named pipe) is written to, not replaced.
package enum OutputFile: Equatable {
  case standardOutput
  /// One of the program's open files: `/dev/stderr`, `/dev/fd/3`.
  case descriptor(Int32)
  /// A path that is no link.
  case file(String)

  /// Finds out what a name means.
  ///
  /// - Throws: `ResultsError` where links lead in a circle, or the name is empty.
  package init(_ name: String) throws(ResultsError) {
    if name.isEmpty { throw ResultsError("write", "a file without a name", "the name is empty") }
    var path = name
    for _ in 0..<40 {
      if path == "-" || Self.descriptor(path) == STDOUT_FILENO {
        self = .standardOutput
        return
      }
      if let descriptor = Self.descriptor(path) {
        self = .descriptor(descriptor)
        return
      }
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        self = .file(Self.absolute(path, in: FileManager.default.currentDirectoryPath))
        return
      }
      path = Self.absolute(target, in: (path as NSString).deletingLastPathComponent)
    }
    throw .system("write", name, code: ELOOP)
  }

  /// The number of the open file that a path names, as `/dev/stdout`, `/dev/fd/3` and
  /// `/proc/self/fd/3` do; nil for other paths.
  private static func descriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      let folders = ["/dev/fd/", "/proc/self/fd/", "/proc/\(getpid())/fd/"]
      guard let folder = folders.first(where: path.hasPrefix) else { return nil }
      return Int32(path.dropFirst(folder.count))
    }
  }

  /// Not `standardizedFileURL`: `..` after a link leads elsewhere than the text says.
  private static func absolute(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
  }

  /// Writes a text. A regular file is replaced in one step, so that no reader sees half of it.
  ///
  /// - Throws: `ResultsError` where it cannot be written.
  package func write(_ text: String, on console: Console) throws(ResultsError) {
    switch self {
    case .standardOutput: console.out(text)
    case .descriptor(let descriptor):
      try Self.write(text, to: descriptor, "/dev/fd/\(descriptor)")
    case .file(let path):
      var status = stat()
      let isThere = stat(path, &status) == 0
      if !isThere, errno != ENOENT { throw .system("write", path) }
      let isRegular = !isThere || status.st_mode & S_IFMT == S_IFREG
      if isRegular, !path.hasSuffix("/") {
        try Self.replace(path, with: Array(text.utf8), isThere: isThere)
      } else {
        try Self.writeInto(path, text)
      }
    }
  }

  /// Replaces a file, or overwrites it where its folder takes no new ones.
  private static func replace(
    _ path: String, with bytes: [UInt8], isThere: Bool
  ) throws(ResultsError) {
    let folder = (path as NSString).deletingLastPathComponent
    if isThere, access(folder, W_OK) != 0 {
      try Files.write(bytes, to: path)
    } else {
      try Files.replace(path, with: bytes)
    }
  }

  private static func writeInto(_ path: String, _ text: String) throws(ResultsError) {
    let file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    if file < 0 { throw .system("write", path) }
    defer { close(file) }
    try write(text, to: file, path)
  }

  private static func write(
    _ text: String, to file: Int32, _ path: String
  ) throws(ResultsError) {
    let code = Console.write(text, to: file)
    if code != 0 { throw .system("write", path, code: code) }
  }
}
