import Foundation

/// Says that a run is at work on a folder of results, so that no second one begins.
///
/// It is a lock of the system's on a hidden file beside the folder: a process that dies, however it does,
/// holds no lock any more. The file tells how far the work is.
package final class GoalLock {
  private let path: String
  private var file: LockedFile?

  /// Takes the lock for results in `goal`.
  ///
  /// - Throws: `ResultsError` where another run has it, or no file can be made there.
  package init(on goal: String) throws(ResultsError) {
    path = Self.path(for: goal)
    try Files.makeFolder((goal as NSString).deletingLastPathComponent)
    while file == nil {
      guard let opened = LockedFile(opening: path, O_RDWR | O_CREAT) else {
        throw .system("lock", goal)
      }
      // Where there are no locks the run goes on without; its stage says so.
      if opened.state == .refused {
        throw .busy(goal)
      }
      // The run before may have taken the file away between the two calls: then another is in its place.
      if opened.isStill(at: path) { file = opened }
    }
    Interruption.watch(path)
  }

  deinit { release() }

  private static func path(for goal: String) -> String {
    "\((goal as NSString).deletingLastPathComponent)/.\((goal as NSString).lastPathComponent).lock"
  }

  /// Tells whoever asks how far the work is. That it cannot be written is no trouble of the run's.
  package func note(_ text: String) {
    guard let file else { return }
    let bytes = Array(text.utf8)
    ftruncate(file.descriptor, 0)
    _ = pwrite(file.descriptor, bytes, bytes.count, 0)
  }

  /// What the run says that is at work on results in `goal`, perhaps nothing; nil where there is none.
  package static func note(on goal: String) -> String? {
    // Most results have no such file, and are not touched.
    guard let file = LockedFile(opening: path(for: goal), O_RDONLY), file.state == .refused else {
      return nil
    }
    let bytes = FileManager.default.contents(atPath: path(for: goal)) ?? Data()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Gives the lock back.
  package func release() {
    guard let file else { return }
    unlink(path)
    // Fails, as it should, unless the run has left nothing.
    rmdir((path as NSString).deletingLastPathComponent)
    Interruption.forget(path)
    file.close()
    self.file = nil
  }
}
