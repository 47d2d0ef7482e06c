import Foundation
import Platform

/// What a run of a sweep failed by, in a hidden file beside the place of its results, so that others who work on the sweep
/// or look at it know. It goes away when the run is begun again.
enum FailureNote {
  static func read(_ goal: String) -> String? {
    FileManager.default.contents(atPath: path(for: goal)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Writes the note. A disk that does not take it takes no results either, and is complained of anyway.
  static func write(_ message: String, on goal: String) {
    try? Files.makeFolder((goal as NSString).deletingLastPathComponent)
    try? Files.replace(path(for: goal), with: Array(message.utf8))
  }

  static func remove(_ goal: String) { unlink(path(for: goal)) }

  private static func path(for goal: String) -> String {
    "\((goal as NSString).deletingLastPathComponent)/.\((goal as NSString).lastPathComponent).failed"
  }
}
