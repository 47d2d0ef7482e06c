import Foundation

/// Says that a run is at work on a folder of results, so that no second one begins.
///
/// It is a lock of the system's on a hidden file beside the folder: a process that dies, however it does,
/// holds no lock any more.
package final class GoalLock {
  private let path: String
  private var file: LockedFile?

  /// Takes the lock for results in `goal`.
  ///
  /// - Throws: `ResultsError` where another run has it, or no file can be made there.
  package init(on goal: String) throws(ResultsError) {
    let parent = (goal as NSString).deletingLastPathComponent
    path = "\(parent)/.\((goal as NSString).lastPathComponent).lock"
    try Files.makeFolder(parent)
    while file == nil {
      guard let opened = LockedFile(opening: path, O_RDWR | O_CREAT) else {
        throw .system("lock", goal)
      }
      // Where there are no locks the run goes on without; its stage says so.
      if opened.state == .refused {
        throw ResultsError(
          "begin results in", goal, "another run is at work on them",
          hint: "wait until it is done, or choose another folder with --output")
      }
      // The run before may have taken the file away between the two calls: then another is in its place.
      if opened.isStill(at: path) { file = opened }
    }
    Interruption.watch(path)
  }

  deinit { release() }

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
