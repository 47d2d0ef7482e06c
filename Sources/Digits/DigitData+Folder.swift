import Foundation

extension DigitData {
  /// Reads the four IDX files of a folder, raw or gzip, under any of ``DigitFile/spellings``.
  ///
  /// The data set is named after the folder. Labels may go up to 255, for letters; see ``classes``.
  /// Errors name the files that are missing or the file that is broken.
  public init(contentsOf folder: String) throws(DigitsError) {
    let files = try Self.locate(in: folder)
    self.init(
      name: Self.name(ofFolder: folder),
      train: try DigitSet(images: files[0], labels: files[1]),
      test: try DigitSet(images: files[2], labels: files[3]))
  }

  /// The paths of the four files, in the order of `DigitFile.allCases`.
  private static func locate(in folder: String) throws(DigitsError) -> [String] {
    let action = "read a data set"
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw DigitsError(
        action, folder, found: "nothing under this path", expected: "a folder",
        remedy: "Check the path.")
    }
    guard isFolder.boolValue else {
      throw DigitsError(
        action, folder, found: "a file", expected: "a folder with four IDX files",
        remedy: "Give the folder that the file is in.")
    }
    let paths = DigitFile.allCases.map { $0.path(in: folder) }
    let missing = zip(DigitFile.allCases, paths).filter { $0.1 == nil }.map(\.0)
    guard missing.isEmpty else {
      let names = missing.map { $0.spellings.joined(separator: " or ") }
      throw DigitsError(
        action, folder,
        found: "\(4 - missing.count) of the four IDX files, not "
          + missing.map(\.rawValue).joined(separator: ", "),
        expected: names.joined(separator: "; "),
        remedy: "Add what is missing, or rename or link your files to these names.")
    }
    return paths.compactMap(\.self)
  }

  /// The last component of a folder's path, fit to name a folder of results: letters and digits of
  /// ASCII, `.`, `_` and `-`; runs of anything else become one `-`; no `.` or `-` at either end.
  public static func name(ofFolder folder: String) -> String {
    let last = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL.lastPathComponent
    var name = ""
    for character in last {
      let isKept = character.isASCII && (character.isLetter || character.isNumber)
      if isKept || character == "." || character == "_" {
        name.append(character)
      } else if name.last != "-" {
        name.append("-")
      }
    }
    let edges: Set<Character> = [".", "-"]
    while let first = name.first, edges.contains(first) { name.removeFirst() }
    while let last = name.last, edges.contains(last) { name.removeLast() }
    return name.isEmpty ? "data" : name
  }
}

extension DigitFile {
  /// Where a folder keeps this file: the first of its spellings that is there.
  func path(in folder: String) -> String? {
    spellings.map { "\(folder)/\($0)" }.first { FileManager.default.fileExists(atPath: $0) }
  }
}

extension DigitSet {
  /// Reads a file of images and a file of labels, raw or gzip, that belong together.
  public init(images imagesPath: String, labels labelsPath: String) throws(DigitsError) {
    // Labels first: the small file tells early that something is wrong.
    let labels = try IDXArray(contentsOf: labelsPath, expecting: .labels)
    let images = try IDXArray(contentsOf: imagesPath, expecting: .images)
    guard images.dimensions[0] == labels.dimensions[0] else {
      throw DigitsError(
        "join images and labels", "\(imagesPath) and \(labelsPath)",
        found: "\(images.dimensions[0]) images and \(labels.dimensions[0]) labels",
        expected: "as many of the one as of the other",
        remedy: "Take both files from the same data set.")
    }
    self.init(images: images.elements, labels: labels.elements)
  }
}
