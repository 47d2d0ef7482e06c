import Foundation
import Platform

/// A folder of results while it is being made: it stands beside its goal, under a hidden name, and takes
/// the goal's place in one step when it is complete. Until then the old results are untouched.
///
/// Making one proves early that the goal can be written. The stage holds a lock; a stage without one was
/// left by a run that was killed, and the next run takes it away.
package final class ResultStage {
  /// The folder that the stage will become.
  let goal: String
  /// The folder as it is being made.
  let folder: String
  /// What the file system cannot do that results can be made without, for people; nil where it can do everything.
  package let shortcoming: String?
  private var lock: LockedFile?

  /// No run starts with less room than this: a log and its pictures need some of it.
  static let leastFreeBytes: UInt64 = 64 << 20

  /// Makes the folder beside `goal`.
  package init(for goal: String) throws(ResultsError) {
    self.goal = goal
    let parent = (goal as NSString).deletingLastPathComponent
    let name = (goal as NSString).lastPathComponent
    try Files.makeFolder(parent)
    Self.removeStale(in: parent)
    Self.removeUnnamed(name, in: parent)
    if let free = Files.freeBytes(at: parent), free < Self.leastFreeBytes {
      throw ResultsError(
        "make results in", parent, "only \(free >> 20) MB are free",
        hint: "free some space or choose another folder with --output")
    }
    var template = Array("\(parent)/.\(name).XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .system("make a folder in", parent) }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    folder = path + Self.suffix
    // Locked before it has the name by which others know what may be stale.
    lock = LockedFile(opening: path, O_RDONLY | O_DIRECTORY)
    do throws(ResultsError) {
      guard let lock else { throw .system("open the folder", path) }
      // The umask decides who may read results, not `mkdtemp`; some disks know no such rights.
      let mask = umask(0)
      umask(mask)
      chmod(path, 0o777 & ~mask)
      if rename(path, folder) != 0 { throw .system("make the folder", folder) }
      shortcoming = try Self.shortcoming(isLocked: lock.state == .taken, of: folder)
    } catch {
      rmdir(path)
      rmdir(folder)
      throw error
    }
    Interruption.watch(folder)
  }

  deinit { discard() }

  private static let suffix = ".partial"

  /// Tries before the work what would be missed after it.
  private static func shortcoming(
    isLocked: Bool, of folder: String
  ) throws(ResultsError) -> String? {
    let file = "\(folder)/probe"
    defer { unlink(file) }
    let isSafe = try Files.write([0], to: file)
    let isFolderSafe = try Files.synchronise(folder)
    var missing: [String] = []
    if !isLocked {
      missing.append("it has no locks: begin no second run with the same results")
    }
    if !isSafe || !isFolderSafe {
      missing.append("it does not tell when files are on the disk: a power cut may take them")
    }
    if missing.isEmpty { return nil }
    let parent = (folder as NSString).deletingLastPathComponent
    return "the file system of \(parent) lacks something, and the run goes on without: "
      + missing.joined(separator: "; ")
  }

  /// The path of a file in the stage.
  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Writes a file, and the folder that it is in.
  package func write(_ bytes: [UInt8], to name: String) throws(ResultsError) {
    try Files.makeFolder((path(name) as NSString).deletingLastPathComponent)
    try Files.write(bytes, to: path(name))
  }

  /// Takes a file over from the old results, if it is there.
  package func keep(_ name: String) throws(ResultsError) {
    let old = "\(goal)/\(name)"
    guard Files.exists(old) else { return }
    guard let bytes = FileManager.default.contents(atPath: old) else { throw .system("read", old) }
    try write(Array(bytes), to: name)
  }

  /// Takes the goal's place, in one step where `exchange` can swap two folders.
  package func commit(
    exchange: (String, String) throws(ResultsError) -> Bool = Files.exchange
  ) throws(ResultsError) {
    try Files.synchronise(folder)
    // Whoever presses Ctrl-C from here on finds the old results or the new ones: what is complete is not taken away.
    Interruption.forget(folder)
    if rename(folder, goal) != 0 {
      // The goal is there and not empty.
      guard [EEXIST, ENOTEMPTY].contains(errno) else { throw .system("replace", goal) }
      if try !exchange(folder, goal) { try replaceInTwoSteps() }
    }
    try Files.synchronise((goal as NSString).deletingLastPathComponent)
    discard()
  }

  /// For file systems that cannot swap folders: between two renames the goal is missing, but complete
  /// beside its place.
  private func replaceInTwoSteps() throws(ResultsError) {
    let old = folder + ".old" + Self.suffix
    guard rename(goal, old) == 0 else { throw .system("replace", goal) }
    guard rename(folder, goal) == 0 else {
      let code = errno
      rename(old, goal)
      throw .system("replace", goal, code: code)
    }
    try? FileManager.default.removeItem(atPath: old)
  }

  /// Takes the folder away: the unfinished results, or after the swap the old ones.
  package func discard() {
    guard let lock else { return }
    try? FileManager.default.removeItem(atPath: folder)
    Interruption.forget(folder)
    lock.close()
    self.lock = nil
  }

  /// Takes away what killed runs have left in `parent`.
  private static func removeStale(in parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(".") && name.hasSuffix(suffix) {
      let path = "\(parent)/\(name)"
      if LockedFile(opening: path, O_RDONLY)?.state == .taken {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
  }

  /// Takes away what a run of the same goal has left that was killed before its stage had its name. There is no
  /// other run at work on the goal.
  private static func removeUnnamed(_ goal: String, in parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(".\(goal).") {
      let rest = name.dropFirst(goal.count + 2)
      if rest.utf8.count == 6, rest.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
        rmdir("\(parent)/\(name)")
      }
    }
  }
}
