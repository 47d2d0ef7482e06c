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
        SourceBlock(kind: .prose, range: 1..<4, lines: ["# Title", "", "  indented"]),
        SourceBlock(kind: .code, range: 4..<9, lines: ["let a = 1"]),
        SourceBlock(kind: .prose, range: 9..<10, lines: ["More"]),
        SourceBlock(kind: .code, range: 10..<13, lines: ["func f() {", "  g()"]),
        SourceBlock(kind: .prose, range: 13..<14, lines: ["Last"]),
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

  @Test func hidesADocumentationCommentInATypeThatIsShown() {
    let source = "enum A {  //hide\n  /// B.  //hide\n  case b\n}  //hide"
    #expect(SourceBlock.blocks(of: source).map(\.lines) == [["case b"]])
  }

  @Test func leavesAPlaceForEveryIncludedFile() {
    let source = ##"""
      //: One
      //:include Shared/A.swift
      //:include  Shared/B C.swift
      //:
      //:includes nothing
      f()  //:include not here
      let a = #"""
      //:include nor here
      """#
      """##
    #expect(
      SourceBlock.blocks(of: source).map(\.kind) == [
        .prose, .include("Shared/A.swift"), .include("Shared/B C.swift"), .prose, .code,
      ])
  }

  @Test func showsNothingOfAFileThatIsOnlyUsed() {
    let source = "//: One\n//:use Shared/A.swift\n//: Two\n//:used\nf()"
    let blocks = SourceBlock.blocks(of: source)
    #expect(blocks.map(\.kind) == [.prose, .code])
    #expect(blocks.first?.lines == ["One", "Two", "used"])
    #expect(SwiftLexer.lineComments(in: source).compactMap(\.included) == ["Shared/A.swift"])
  }
}
