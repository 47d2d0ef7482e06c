/// A tag of HTML in a text.
struct HTMLTag: Equatable {
  let name: String
  let isClosing: Bool
  /// Values without what stood for quotes and other signs.
  let attributes: [String: String]

  /// The tag that begins at `start`, and where it ends; nil where there is none.
  static func read(at start: Int, of characters: [Character]) -> (tag: HTMLTag, end: Int)? {
    guard let end = characters[start...].firstIndex(of: ">") else { return nil }
    let text = String(characters[start...end])
    guard
      let match = text.wholeMatch(
        of: /<(\/?)([a-z]+[1-6]?)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/)
    else { return nil }
    var attributes: [String: String] = [:]
    for attribute in match.3.matches(of: /([a-z-]+)(?:="([^"]*)")?/) {
      attributes[String(attribute.1)] = unescaped(String(attribute.2 ?? ""))
    }
    return (
      HTMLTag(name: String(match.2), isClosing: !match.1.isEmpty, attributes: attributes), end + 1
    )
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
  }
}
