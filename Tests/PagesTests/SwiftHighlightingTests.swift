import Testing

@testable import Pages

/// Swift code with classes for its parts.
@Suite struct SwiftHighlightingTests {
  private func span(_ style: String, _ text: String) -> String {
    "<span class=\"\(style)\">\(text)</span>"
  }

  @Test func everyPartHasItsClass() {
    let code = """
      @Setting("a < b") var rate: Float = 0.5  // a & b
      f(x.self, 1...2)
      """
    let first = [
      span("attribute", "@") + span("attribute", "Setting") + "("
        + span("literal", "&quot;a &lt; b&quot;") + ")",
      span("keyword", "var"), "rate:", span("type", "Float"), "=",
      span("literal", "0") + span("literal", ".") + span("literal", "5"), "",
      span("comment", "// a &amp; b"),
    ].joined(separator: " ")
    let second = "f(x.self, \(span("literal", "1"))...\(span("literal", "2")))"
    #expect(SwiftHighlighting.html(of: code) == first + "\n" + second)
  }

  @Test func piecesOfCodeNeedNotCompile() {
    for code in ["", "}", "/* a", "\"", "\"\"\"\n<b>", "#\"", "`", "@", "a\n\n}"] {
      let html = SwiftHighlighting.html(of: code)
      #expect(html.replacing(/<\/?span[^>]*>/, with: "").count { $0 == "<" } == 0)
      #expect(html.count { $0 == "\n" } == code.count { $0 == "\n" })
    }
  }
}
