/// A file of an export, in memory.
package struct ExportedFile: Equatable, Sendable {
  /// Its path in the folder of the export.
  package let path: String
  /// Its contents.
  package let bytes: [UInt8]

  init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
