import Foundation

/// The system calls that put results on the disk, with errors that name the file.
package enum Files {
  /// Makes a folder and those it is in.
  package static func makeFolder(_ path: String) throws(ResultsError) {
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST where isFolder(path): return
    case EEXIST: throw .system("make the folder", path, code: ENOTDIR)
    case ENOENT:
      let parent = (path as NSString).deletingLastPathComponent
      guard !parent.isEmpty, parent != path else { throw .system("make the folder", path) }
      try makeFolder(parent)
      if mkdir(path, 0o777) != 0, errno != EEXIST { throw .system("make the folder", path) }
    default: throw .system("make the folder", path)
    }
  }

  /// A path for something temporary, which nobody else has.
  ///
  /// - Throws: `ResultsError` where there is no place for it.
  package static func temporaryPath(_ name: String) throws(ResultsError) -> String {
    let folder = FileManager.default.temporaryDirectory.path
    if access("\(folder)/.", W_OK) != 0 {
      throw ResultsError(
        "make a temporary file in", folder, String(cString: strerror(errno)),
        hint: "set TMPDIR to a folder that you can write to")
    }
    return "\(folder)/\(name)-\(UUID().uuidString)"
  }

  /// Whether a folder is at `path`.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether `path` itself is a link, whatever it leads to.
  package static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether anything is at `path`.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Writes a file and waits until it is on the disk.
  ///
  /// - Returns: false where the file system cannot tell whether it is.
  @discardableResult
  package static func write(_ bytes: [UInt8], to path: String) throws(ResultsError) -> Bool {
    try write(bytes, to: path, at: 0)
  }

  /// Writes `bytes` into a file from the place `start` on, so that they are its end, and waits until they
  /// are on the disk.
  @discardableResult
  package static func write(
    _ bytes: [UInt8], to path: String, at start: UInt64
  ) throws(ResultsError) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    if file < 0 { throw .system("write", path) }
    defer { close(file) }
    return try write(bytes, to: file, at: start, path)
  }

  private static func write(
    _ bytes: [UInt8], to file: Int32, at start: UInt64, _ path: String
  ) throws(ResultsError) -> Bool {
    guard ftruncate(file, off_t(start)) == 0, lseek(file, off_t(start), SEEK_SET) >= 0 else {
      throw .system("write", path)
    }
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        Foundation.write(file, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if written < 0, errno == EINTR { continue }
      if written < 0 { throw .system("write", path) }
      done += written
    }
    return try synchronise(file, path)
  }

  /// Writes a file beside its goal and renames it, so that no reader sees half of it.
  ///
  /// Two runs may replace the same file at once, so the one beside it is locked. What a killed run has left of
  /// it is overwritten.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(ResultsError) {
    let folder = (path as NSString).deletingLastPathComponent
    let partial = "\(folder)/.\((path as NSString).lastPathComponent).partial"
    let file = try openAlone(partial)
    defer { file.close() }
    do throws(ResultsError) {
      _ = try write(bytes, to: file.descriptor, at: 0, path)
      if rename(partial, path) != 0 { throw .system("replace", path) }
    } catch {
      unlink(partial)
      throw error
    }
    try synchronise(folder)
  }

  /// Opens a file for writing that no other process writes to until it is closed.
  ///
  /// Where there are no locks, there is no need for one but with two runs at once.
  private static func openAlone(_ path: String) throws(ResultsError) -> LockedFile {
    while true {
      guard let file = LockedFile(opening: path, O_WRONLY | O_CREAT, waits: true) else {
        throw .system("write", path)
      }
      // Whoever had the lock before may have renamed the file: then another has to be made.
      if file.isStill(at: path) { return file }
    }
  }

  /// Waits until a file, or the names in a folder, are on the disk.
  ///
  /// - Returns: false where the file system cannot tell.
  @discardableResult
  package static func synchronise(_ path: String) throws(ResultsError) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 {
      // A folder that one may write into need not be one that one may read.
      if errno == EACCES { return false }
      throw .system("open", path)
    }
    defer { close(file) }
    return try synchronise(file, path)
  }

  /// The same for what is open.
  private static func synchronise(_ file: Int32, _ path: String) throws(ResultsError) -> Bool {
    if fsync(file) == 0 { return true }
    // Network disks and those of virtual machines cannot do it for a folder, or not at all.
    if [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(errno) { return false }
    throw .system("write", path)
  }

  /// The bytes that a user may still write to the file system of `path`; nil where it does not say.
  package static func freeBytes(at path: String) -> UInt64? {
    var status = statvfs()
    guard statvfs(path, &status) == 0, status.f_blocks > 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// Swaps two folders in one step; false where the system cannot.
  package static func exchange(_ first: String, _ second: String) throws(ResultsError) -> Bool {
    #if os(Linux)
      // glibc has `renameat2`, but its declaration is hidden from Swift.
      typealias Rename =
        @convention(c) (
          Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
      let exchangeFlag: UInt32 = 2
      guard let symbol = dlsym(nil, "renameat2") else { return false }
      let rename = unsafeBitCast(symbol, to: Rename.self)
      if rename(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag) == 0 { return true }
    #else
      if renamex_np(first, second, UInt32(RENAME_SWAP)) == 0 { return true }
    #endif
    if [EINVAL, ENOSYS, ENOTSUP].contains(errno) { return false }
    throw .system("replace", second)
  }
}
