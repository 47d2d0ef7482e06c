import Foundation

extension DigitData {
  /// Writes the four raw IDX files into a folder, which is made if need be; reading them back gives
  /// the same digits. IDX has no place for styles: they are left out.
  ///
  /// All four are written beside the folder first. A new folder then appears in one step, complete;
  /// in one that exists, files of these names are replaced one by one.
  public func export(to folder: String) throws(DigitsError) {
    let goal = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL.path
    // A name that nobody else has: what lies beside the folder is the user's.
    let stage = "\(goal).partial-\(UUID().uuidString)"
    let files = FileManager.default
    // Empty after success; after a failure, nobody wants the rest.
    defer { try? files.removeItem(atPath: stage) }
    do {
      try files.createDirectory(atPath: stage, withIntermediateDirectories: true)
      for file in DigitFile.allCases {
        let content = file.of(train: train, test: test)
        try (Data(content.header) + content.elements)
          .write(to: URL(fileURLWithPath: "\(stage)/\(file.rawValue)"))
      }
      if files.fileExists(atPath: goal) {
        for file in DigitFile.allCases {
          try move("\(stage)/\(file.rawValue)", to: "\(goal)/\(file.rawValue)")
        }
      } else {
        try move(stage, to: goal)
      }
    } catch let error as DigitsError {
      throw error
    } catch {
      throw DigitsError(
        "export the data set \(name)", folder, found: error.localizedDescription,
        remedy: "Check the folder's permissions and the room on the disk, then try again.")
    }
  }
}

/// Renames a file or folder in one step, over a file that has the new name.
func move(_ path: String, to goal: String) throws(DigitsError) {
  guard rename(path, goal) == 0 else {
    throw DigitsError(
      "rename \(path)", goal, found: systemMessage(),
      remedy: "Check the folder's permissions, then try again.")
  }
}
