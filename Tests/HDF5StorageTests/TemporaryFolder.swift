import Foundation
import HDF5Storage
import Testing

/// A folder of its own for one test, gone with it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "hdf5-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appending(path: name)))
  }
}

/// Makes a file, closes it, and opens it again.
func saved(
  in folder: TemporaryFolder, _ name: String = "a.h5", _ fill: (HDF5Group) throws -> Void
) throws -> HDF5File {
  let file = try HDF5File.create(at: folder.path(name))
  try fill(file.root)
  try file.close()
  return try HDF5File.open(at: folder.path(name))
}

/// The error that `body` must throw.
func error(_ body: () throws -> Void) throws -> HDF5Error {
  try #require(throws: HDF5Error.self) { try body() }
}
