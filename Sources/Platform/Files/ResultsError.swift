import Foundation

/// Trouble with a file or folder of results.
package struct ResultsError: Error, Equatable, CustomStringConvertible {
  /// What was being done: `write`.
  package let action: String
  /// To which file or folder.
  package let path: String
  /// What was found.
  package let reason: String
  /// What to do about it; may be empty.
  package let hint: String

  package init(_ action: String, _ path: String, _ reason: String, hint: String = "") {
    self.action = action
    self.path = path
    // Other libraries' messages are whole sentences.
    self.reason = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
    self.hint = hint
  }

  /// The trouble of a system call that has just failed.
  package static func system(_ action: String, _ path: String, code: Int32 = errno) -> ResultsError
  {
    let hint =
      switch code {
      case ENOSPC, EDQUOT, EFBIG: "free some space or choose another folder with --output"
      case EACCES, EPERM, EROFS, ENOTDIR, ENOENT: "choose a folder you can write to with --output"
      default: ""
      }
    return ResultsError(action, path, String(cString: strerror(code)), hint: hint)
  }

  /// That another run is at work on results in `goal`.
  package static func busy(_ goal: String) -> ResultsError {
    ResultsError(
      "begin results in", goal, busyReason,
      hint: "wait until it is done, or choose another folder with --output")
  }

  /// Whether another run is at work on the results, so that it is worth while to come back.
  package var isBusy: Bool { reason == Self.busyReason }

  private static let busyReason = "another run is at work on them"

  /// One sentence with all of it.
  package var description: String {
    "could not \(action) \(path): \(reason)" + (hint.isEmpty ? "" : "; \(hint)")
  }
}
