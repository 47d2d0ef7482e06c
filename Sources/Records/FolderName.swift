import Hashing

/// Names of folders that a person can read and that are a name on every file system.
enum FolderName {
  /// The text as it stands, or, where it cannot be a name, or not a short one, what can be read of it with its digest.
  ///
  /// - Parameter isPlain: false where the text, though it could be a name, could also mean something else.
  static func readable(_ exact: String, isPlain: Bool = true) -> String {
    let readable = String(exact.prefix(longest).map { Self.isPlain($0) ? $0 : "_" })
    return readable == exact && isPlain
      ? readable : "\(readable),\(SHA256.hash(exact.utf8).hexadecimal.prefix(8))"
  }

  private static let longest = 100

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
      || ["=", ",", ".", "-", "+", "_"].contains(character)
  }
}
