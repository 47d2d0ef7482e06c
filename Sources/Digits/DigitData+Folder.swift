import Foundation

extension DigitData {
  /// Reads the four IDX files of a folder, raw or gzip, under any of ``DigitFile/spellings``. Where a folder has
  /// several data sets, as EMNIST's archive, `path` ends with what the names of one begin with:
  /// `FOLDER/emnist-letters`.
  ///
  /// The data set is named after the last component of `path`. Labels may go up to 255, for letters; see ``classes``.
  /// EMNIST's own files, known by their names, have rows and columns of the pictures exchanged: they are turned back.
  /// Errors name the files that are missing or the file that is broken.
  public init(contentsOf path: String) throws(DigitsError) {
    let files = try DigitFiles(at: path)
    self.init(
      name: Self.name(ofFolder: path),
      train: try files.set(.trainImages, .trainLabels),
      test: try files.set(.testImages, .testLabels))
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

  /// The same digits with rows and columns of each picture exchanged.
  var transposed: DigitSet {
    let side = Self.side
    var turned = [UInt8](repeating: 0, count: images.count)
    images.withUnsafeBufferPointer { images in
      turned.withUnsafeMutableBufferPointer { turned in
        for first in stride(from: 0, to: images.count, by: Self.area) {
          for place in 0..<Self.area {
            turned[first + place % side * side + place / side] = images[first + place]
          }
        }
      }
    }
    return DigitSet(images: turned, labels: labels, styles: styles)
  }
}
