import Foundation
import Hashing

/// SHA-256 over paths and contents of the library's files.
struct LibraryDigests {
  /// Of every file.
  let library: String
  /// Of those that numbers can depend on.
  let training: String

  /// What only draws, compares or prints: a change there voids no training.
  private static let presentation = [
    "Comparisons/", "Embedding/", "Exploration/", "Exports/", "Harness/", "Inference/", "Pages/",
    "Platform/", "Raster/", "Records/Figures/", "Records/Sweeps/", "Statistics/", "Weaving/",
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
      if !Self.presentation.contains(where: path.hasPrefix) { training += line }
    }
    self.library = SHA256.hash(library.utf8).hexadecimal
    self.training = SHA256.hash(training.utf8).hexadecimal
  }
}
