import Foundation

/// An open file or folder with a lock of the system's on it, which no other process can have at the same time.
///
/// A process that dies, however it does, holds no lock any more.
package final class LockedFile {
  /// How the attempt to lock ended.
  package enum State {
    case taken
    /// Another process has the lock.
    case refused
    /// The file system has no locks, as that of a network disk may not.
    case impossible
  }

  /// The number of the open file; -1 after it was closed.
  package private(set) var descriptor: Int32
  /// How the attempt to lock it ended.
  package let state: State

  /// Opens what is at `path` and tries to lock it.
  ///
  /// Nil, with the reason in `errno`, where it cannot be opened.
  ///
  /// - Parameters:
  ///   - path: The file or the folder.
  ///   - flags: What `open` is told, besides that a new program does not get the file.
  ///   - waits: Whether to wait until no other process has the lock.
  package init?(opening path: String, _ flags: Int32, waits: Bool = false) {
    let opened = open(path, flags | O_CLOEXEC, 0o666)
    guard opened >= 0 else { return nil }
    descriptor = opened
    state = Self.lock(opened, waits: waits)
  }

  deinit { close() }

  private static func lock(_ file: Int32, waits: Bool) -> State {
    while flock(file, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return .refused }
      if errno != EINTR { return .impossible }
    }
    return .taken
  }

  /// Whether it is what is at `path` now: whoever had the lock before may have renamed the file or taken it away.
  package func isStill(at path: String) -> Bool {
    var opened = stat(), named = stat()
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// Gives the lock back and closes the file.
  package func close() {
    guard descriptor >= 0 else { return }
    // A process that is just being started may have a copy of the file's number, which closing alone would leave the lock.
    flock(descriptor, LOCK_UN)
    Foundation.close(descriptor)
    descriptor = -1
  }
}
