import Hashing

extension MNIST {
  /// Reads MNIST from a folder, the cache folder by default, and makes sure that it is MNIST to the
  /// last pixel. Raw and gzip files of any making will do: what counts is what they unpack to.
  public static func load(from folder: String = cacheFolder()) throws(DigitsError) -> DigitData {
    let files = try DigitData.isThere(at: folder) ? DigitFiles(at: folder) : nil
    let missing = files?.missingWords ?? DigitFile.allCases.map(\.rawValue)
    guard let files, missing.isEmpty else {
      throw DigitsError(
        "read MNIST", folder, found: "no " + missing.joined(separator: ", no "),
        expected: "its four files, raw or with .gz",
        remedy: "`experiments data mnist --fetch` downloads them; "
          + "`--data FOLDER` takes IDX files that you have.")
    }
    let data = try DigitData(contentsOf: folder).renamed("mnist")
    if data.sha256 != sha256 { throw difference(of: data, in: files) }
    return data
  }

  /// Names the first file that is not MNIST's.
  private static func difference(of data: DigitData, in files: DigitFiles) -> DigitsError {
    for file in DigitFile.allCases {
      guard let found = file.of(train: data.train, test: data.test)?.sha256 else { continue }
      if found != sha256(of: file) {
        return DigitsError(
          "read MNIST", files.paths[file] ?? files.folder, found: "contents with SHA-256 \(found)",
          expected: sha256(of: file),
          remedy: "Delete this file, then `experiments data mnist --fetch` downloads it again. "
            + "For another data set, use `--data FOLDER`.")
      }
    }
    fatalError("The data set's hash is not that of its files")
  }
}

extension IDXArray {
  /// SHA-256 of the raw file, in hexadecimal.
  public var sha256: String {
    var hash = SHA256()
    hash.update(header)
    hash.update(elements)
    return hash.finalize().hexadecimal
  }
}
