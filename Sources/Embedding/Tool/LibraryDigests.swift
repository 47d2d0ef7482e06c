import Foundation
import Hashing

/// SHA-256 over paths and contents of the library's files.
struct LibraryDigests {
  /// Of every file.
  let library: String
  /// Of those that numbers can depend on.
  let training: String

  /// The modules that only draw, compare or print: a change there voids no training.
  private static let presentation = [
    "Comparisons", "Embedding", "Harness", "Platform", "Raster", "Weaving",
  ]

  /// Reads a folder `Sources`.
  init(of folder: String) throws {
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var library = ""
    var training = ""
    for path in paths.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where path.hasSuffix(".swift") || path.hasSuffix(".h") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)"))
      let line = "\(SHA256.hash(bytes).hexadecimal)  \(path)\n"
      library += line
      let module = path.prefix { $0 != "/" }
      if !Self.presentation.contains(String(module)) { training += line }
    }
    self.library = SHA256.hash(library.utf8).hexadecimal
    self.training = SHA256.hash(training.utf8).hexadecimal
  }
}
