/// The ends of lines in texts from outside.
///
/// Git (`core.autocrlf`) and editors put a carriage return before every line feed. Swift takes both for one
/// character, `"\r\n"`, in which no search for `"\n"` finds anything. So a text from outside is read with line
/// feeds alone, and its digest is that of the text with line feeds: the same notebook has the same digest in
/// every clone. A carriage return that stands alone ends no line: `#line` does not count it.
package enum LineEnds {
  /// The bytes of a text, with a line feed alone at the end of every line.
  package static func normalized(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(carriageReturn) else { return bytes }
    var normalized: [UInt8] = []
    normalized.reserveCapacity(bytes.count)
    for byte in bytes {
      // A text that was converted twice has two.
      if byte == lineFeed { while normalized.last == carriageReturn { normalized.removeLast() } }
      normalized.append(byte)
    }
    return normalized
  }

  /// A text with a line feed alone at the end of every line.
  package static func normalized(_ text: String) -> String {
    text.utf8.contains(carriageReturn)
      ? String(decoding: normalized(Array(text.utf8)), as: UTF8.self) : text
  }

  /// The lines of a text, whatever ends them; after an end of line there is always one more, perhaps empty.
  package static func lines(of text: String) -> [String] {
    normalized(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")
}
