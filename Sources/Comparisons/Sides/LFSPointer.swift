import Platform

/// What git keeps in place of a file that Git LFS tracks: a text of a few lines that names the file's digest.
struct LFSPointer: Equatable {
  /// SHA-256 of the file's bytes, in hexadecimal.
  let sha256: String

  /// Nil where the bytes are no pointer.
  init?(_ bytes: [UInt8]) {
    guard bytes.count < 1024, bytes.starts(with: Self.version.utf8) else { return nil }
    let lines = LineEnds.lines(of: String(decoding: bytes, as: UTF8.self))
    guard let line = lines.first(where: { $0.hasPrefix(Self.digest) }) else { return nil }
    sha256 = String(line.dropFirst(Self.digest.count))
  }

  private static let version = "version https://git-lfs.github.com/spec/"
  private static let digest = "oid sha256:"

  /// What to say of a file of which only the pointer is there, and what to do.
  static let advice =
    "it is a pointer of Git LFS, the file itself is not here; fetch it with git lfs pull, or git lfs fetch "
    + "--all for older commits"
}
