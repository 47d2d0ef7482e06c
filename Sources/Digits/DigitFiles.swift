import Foundation

/// Where the four files of a data set lie.
struct DigitFiles {
  /// The folder that they are in.
  let folder: String
  /// What their names begin with: nothing, or `emnist-letters-`.
  let prefix: String
  /// The files that can be read.
  private(set) var paths: [DigitFile: String] = [:]
  /// Why a file that is there cannot be read.
  private var faults: [DigitFile: String] = [:]

  /// The files that are not there, or cannot be read.
  var missing: [DigitFile] { DigitFile.allCases.filter { paths[$0] == nil } }

  /// Whether they make a data set: none is missing, or nothing but labels, neither of which is there.
  private var areWhole: Bool {
    missing.isEmpty || missing == [.trainLabels, .testLabels] && faults.isEmpty
  }

  /// Their names, and what is the matter with those that are there.
  var missingWords: [String] {
    missing.map { file in file.rawValue + (faults[file].map { " (\($0))" } ?? "") }
  }

  /// Whether rows and columns of the pictures have changed places, as in EMNIST's own files.
  var isTransposed: Bool { prefix.hasPrefix("emnist-") }

  /// Looks for files in a folder, or for those in it whose names begin alike: `FOLDER/emnist-letters`.
  ///
  /// - Throws: where there is no such folder, where it cannot be read, or where it has several data sets.
  init(at path: String) throws(DigitsError) {
    guard let place = try Self.place(path) else {
      throw DigitsError(
        Self.action, path, found: "nothing under this path", expected: "a folder",
        remedy: "Check the path.")
    }
    self.init(in: place.folder, prefix: place.prefix)
    if !place.prefix.isEmpty || areWhole { return }
    let others = try Self.prefixes(in: place.folder).map { Self(in: place.folder, prefix: $0) }
    let whole = others.filter(\.areWhole)
    guard whole.count <= 1 else {
      let names = whole.map { String($0.prefix.dropLast()) }
      throw DigitsError(
        Self.action, path, found: "several data sets: \(names.joined(separator: ", "))",
        expected: "one", remedy: "Choose one by its name after the folder: \(path)/\(names[0]).")
    }
    for other in others where other.paths.count > paths.count { self = other }
  }

  /// Looks for files of one prefix.
  private init(in folder: String, prefix: String) {
    (self.folder, self.prefix) = (folder, prefix)
    for file in DigitFile.allCases {
      switch Self.search(for: file, in: folder, prefix, isNested: false) {
      case .usable(let path): paths[file] = path
      case .unusable(let fault): faults[file] = fault
      case nil: break
      }
    }
  }

  /// What is said where they make no data set.
  private var incomplete: DigitsError {
    DigitsError(
      Self.action, folder,
      found: "\(paths.count) of the four IDX files, not "
        + missingWords.joined(separator: ", "),
      expected: "files of these names, raw or with .gz, or as EMNIST, KMNIST and QMNIST call them",
      remedy: "Add what is missing, or rename or link your files to these names. "
        + "Images without labels need no file of labels, neither for training nor for tests.")
  }

  /// Reads the images to train on and those to test on.
  func sets() throws(DigitsError) -> (train: DigitSet, test: DigitSet) {
    if !areWhole { throw incomplete }
    let train = try set(.trainImages, .trainLabels)
    let test = try set(.testImages, .testLabels)
    guard train.shape == test.shape else {
      throw DigitsError(
        "join images to train on and to test on", folder,
        found: "images of \(train.shape) and of \(test.shape)", expected: "one size",
        remedy: "Take both files from the same data set.")
    }
    return (train, test)
  }

  private func set(_ images: DigitFile, _ labels: DigitFile) throws(DigitsError) -> DigitSet {
    guard let images = paths[images] else { throw incomplete }
    return try DigitSet(images: images, labels: paths[labels], areTransposed: isTransposed)
  }

  /// Whether a folder is at `path`, or files that begin with it.
  ///
  /// - Throws: where it cannot be told, or where a file is there.
  static func areThere(at path: String) throws(DigitsError) -> Bool { try place(path) != nil }
}

extension DigitFiles {
  private static let action = "read a data set"

  private enum Candidate {
    case usable(String)
    case unusable(String)
  }

  /// The folder, and what names in it have to begin with; nil where nothing is at `path`.
  private static func place(
    _ path: String
  ) throws(DigitsError) -> (folder: String, prefix: String)? {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { return (path, "") }
      throw DigitsError(
        action, path, found: "a file", expected: "a folder with four IDX files",
        remedy: "Give the folder that the file is in.")
    }
    guard errno == ENOENT else {
      throw DigitsError(
        action, path, found: systemMessage(), remedy: "Check the path and its permissions.")
    }
    let parent = (path as NSString).deletingLastPathComponent
    let folder = parent.isEmpty ? "." : parent
    let prefix = (path as NSString).lastPathComponent + "-"
    guard stat(folder, &status) == 0, try prefixes(in: folder).contains(prefix) else { return nil }
    return (folder, prefix)
  }

  /// What the names of IDX files in a folder begin with, ascending; each ends with a `-`.
  private static func prefixes(in folder: String) throws(DigitsError) -> [String] {
    guard let listing = opendir(folder) else {
      throw DigitsError(
        action, folder, found: systemMessage(), remedy: "Check the folder's permissions.")
    }
    defer { closedir(listing) }
    let spellings = DigitFile.allCases.flatMap(\.spellings)
    var prefixes: Set<String> = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      for spelling in spellings where name.hasSuffix("-\(spelling)") {
        prefixes.insert(String(name.dropLast(spelling.count)))
      }
    }
    return prefixes.sorted()
  }

  /// A file under the first of its spellings that can be read; some archives unpack each file into a folder of
  /// its name.
  private static func search(
    for file: DigitFile, in folder: String, _ prefix: String, isNested: Bool
  ) -> Candidate? {
    var fault: Candidate?
    for spelling in file.spellings {
      let path = "\(folder)/\(prefix)\(spelling)"
      var status = stat()
      guard stat(path, &status) == 0 else {
        let reason = systemMessage()
        // A link that leads nowhere is there, too.
        if lstat(path, &status) == 0 || errno != ENOENT { fault = fault ?? .unusable(reason) }
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG where access(path, R_OK) == 0: return .usable(path)
      case S_IFREG: fault = fault ?? .unusable(systemMessage())
      case S_IFDIR where !isNested:
        let inner = search(for: file, in: path, prefix, isNested: true)
        if case .usable = inner { return inner }
        fault = fault ?? inner ?? .unusable("a folder in its place")
      default: fault = fault ?? .unusable("something that is not a plain file in its place")
      }
    }
    return fault
  }
}
