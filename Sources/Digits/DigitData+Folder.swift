import Foundation

extension DigitData {
  /// Reads the four IDX files of a folder, raw or gzip, under any of ``DigitFile/spellings``. Where a folder has
  /// several data sets, as EMNIST's archive, `path` ends with what the names of one begin with:
  /// `FOLDER/emnist-letters`.
  ///
  /// The data set is named after the last component of `path`. Images may have any height and width up to 512 and one
  /// channel or three. Labels may go up to 255, for letters, see ``classes``; where there is no file of labels, neither
  /// for training nor for tests, the images have none.
  /// EMNIST's own files, known by their names, have rows and columns of the pictures exchanged: they are turned back.
  /// Errors name the files that are missing or the file that is broken.
  public init(contentsOf path: String) throws(DigitsError) {
    let (train, test) = try DigitFiles(at: path).sets()
    self.init(name: Self.name(ofFolder: path), train: train, test: test)
  }

  /// Whether `path` is that of a folder, or of files in one that begin with its last component.
  ///
  /// - Throws: where it cannot be told, or where a file is there.
  public static func isThere(at path: String) throws(DigitsError) -> Bool {
    try DigitFiles.areThere(at: path)
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

extension DigitSet {
  /// Reads a file of images and, if there is one, a file of labels that belong to them, raw or gzip.
  ///
  /// - Parameters:
  ///   - imagesPath: the file of images.
  ///   - labelsPath: the file of labels; nil where there is none.
  ///   - areTransposed: whether the images are to be turned back, whose rows and columns have changed places.
  public init(
    images imagesPath: String, labels labelsPath: String?, areTransposed: Bool = false
  ) throws(DigitsError) {
    // Labels first: the small file tells early that something is wrong.
    let labels = try labelsPath.map { path throws(DigitsError) in
      try IDXArray(contentsOf: path, expecting: .labels)
    }
    let images = try IDXArray(
      contentsOf: imagesPath, expecting: .images, areTransposed: areTransposed)
    let shape = ImageShape(ofImages: images.dimensions)
    guard let labels, let labelsPath else {
      self.init(unlabelled: images.elements, shape: shape)
      return
    }
    guard images.dimensions[0] == labels.dimensions[0] else {
      throw DigitsError(
        "join images and labels", "\(imagesPath) and \(labelsPath)",
        found: "\(images.dimensions[0]) images and \(labels.dimensions[0]) labels",
        expected: "as many of the one as of the other",
        remedy: "Take both files from the same data set.")
    }
    self.init(images: images.elements, labels: labels.elements, shape: shape)
  }
}
