import Foundation
import Synchronization
import Testing

/// All files below `folder`, sorted.
func contents(of folder: String) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: folder)
    .filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }
    .sorted()
}

/// Compares all files below two folders, but for what tells of the machine.
func expectSameFiles(
  _ one: String, _ two: String, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let files = try contents(of: one)
  #expect(try contents(of: two) == files, comment, sourceLocation: sourceLocation)
  for file in files where !file.hasSuffix("provenance.json") {
    let isSame =
      FileManager.default.contents(atPath: "\(one)/\(file)")
      == FileManager.default.contents(atPath: "\(two)/\(file)")
    #expect(
      isSame, "\(file) differs\(comment.map { ", \($0)" } ?? "")", sourceLocation: sourceLocation)
  }
}

/// Calls `body` with a folder that goes away with it.
func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.path() + "experiments-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}

/// What a program writes to standard error.
final class Complaints: Sendable {
  private let written = Mutex("")

  var text: String { written.withLock { $0 } }
  func append(_ text: String) { written.withLock { $0 += text } }
}
