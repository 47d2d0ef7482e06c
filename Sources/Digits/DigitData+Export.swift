import Foundation

extension DigitData {
  /// Writes the raw IDX files, four or without labels two, into a folder, which is made if need be; reading them back
  /// gives the same images. IDX has no place for styles: they are left out.
  ///
  /// All are written beside the folder first. A new folder then appears in one step, complete;
  /// in one that exists, files of these names are replaced one by one.
  ///
  /// - Throws: also where a folder has files that would be read along with these.
  public func export(to folder: String) throws(DigitsError) {
    let goal = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL.path
    // A name that nobody else has: what lies beside the folder is the user's.
    let stage = "\(goal).partial-\(UUID().uuidString)"
    let files = FileManager.default
    // Empty after success; after a failure, nobody wants the rest.
    defer { try? files.removeItem(atPath: stage) }
    let contents = DigitFile.allCases.compactMap { file in
      file.of(train: train, test: test).map { (name: file.name(for: shape), array: $0) }
    }
    do {
      try refuseOthers(than: contents.map(\.name), in: goal)
      try files.createDirectory(atPath: stage, withIntermediateDirectories: true)
      for (name, array) in contents {
        try (Data(array.header) + array.elements)
          .write(to: URL(fileURLWithPath: "\(stage)/\(name)"))
      }
      if files.fileExists(atPath: goal) {
        for (name, _) in contents { try move("\(stage)/\(name)", to: "\(goal)/\(name)") }
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

  /// Refuses a folder with labels where these images have none, or with images of another rank: they would be read as
  /// if they belonged to these.
  private func refuseOthers(than names: [String], in folder: String) throws(DigitsError) {
    let possible = DigitFile.allCases.flatMap {
      [$0.name(for: .digit), $0.name(for: ImageShape(height: 1, width: 1, channels: 3))]
    }
    for name in possible
    where !names.contains(name) && FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
      throw DigitsError(
        "export the data set \(self.name)", folder, found: "\(name) of another data set",
        remedy: "Choose another folder, or move that file away.")
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
