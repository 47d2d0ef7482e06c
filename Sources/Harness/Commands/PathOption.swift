import ArgumentParser

/// The values of options that name a file or a folder.
enum PathOption {
  /// Refuses an empty path: it is what a script's unset variable leaves, and would mean the root of the file system or
  /// the current folder.
  static func validate(_ path: String?, of option: String) throws {
    if path?.isEmpty == true {
      throw ValidationError("\(option) \"\": expected a path; is a variable not set?")
    }
  }
}
