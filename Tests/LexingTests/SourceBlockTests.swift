import Testing

@testable import Lexing

@Suite struct SourceBlockTests {
  @Test func cutsASourceIntoProseAndCode() {
    let source = """
      //: # Title
      //:
      //:   indented
      import A
      import B //hide

      let a = 1

        //: More
      func f() {
        g()

      //: Last
      """
    #expect(
      SourceBlock.blocks(of: source) == [
        SourceBlock(kind: .prose, range: 1...3, lines: ["# Title", "", "  indented"]),
        SourceBlock(kind: .code, range: 4...8, lines: ["import A", "", "let a = 1"]),
        SourceBlock(kind: .prose, range: 9...9, lines: ["More"]),
        SourceBlock(kind: .code, range: 10...12, lines: ["func f() {", "  g()"]),
        SourceBlock(kind: .prose, range: 13...13, lines: ["Last"]),
      ])
  }

  @Test func takesTheCommonIndentationAway() {
    let source = "//: a\n    if x {\n      y()\n\n    }\n//: b\n\tz\n\t\tw"
    #expect(
      SourceBlock.blocks(of: source).filter { $0.kind == .code }.map(\.lines) == [
        ["if x {", "  y()", "", "}"], ["z", "\tw"],
      ])
  }

  @Test func hidesOnlyWhatACommentHides() {
    let source = "a //hide\nlet b = \"//hide\"\nc // hide\n//hide\nd //hide  \n/// e.  //hide"
    #expect(
      SourceBlock.blocks(of: source).map(\.lines) == [["let b = \"//hide\"", "c // hide"]])
  }
}
