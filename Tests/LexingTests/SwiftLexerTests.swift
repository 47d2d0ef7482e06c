import Testing

@testable import Lexing

/// The oracle: in every source, the comments that count say "yes" and everything else says "no".
@Suite struct SwiftLexerTests {
  private func comments(_ source: String) -> [String] {
    SwiftLexer.lineComments(in: source).map(\.text)
  }

  @Test func findsCommentsWithTheirLinesAndWhetherTheyStandAlone() {
    let found = SwiftLexer.lineComments(in: "let a = 1 // yes\n  //: yes\n\n//yes\r\nlet b = 2")
    #expect(
      found == [
        LineComment(line: 1, text: " yes", isAlone: false),
        LineComment(line: 2, text: ": yes", isAlone: true),
        LineComment(line: 4, text: "yes", isAlone: true),
      ])
  }

  @Test(arguments: [
    #"let s = "// no" // yes"#,
    #"let s = "\"// no" // yes"#,
    #"let s = "\\" // yes"#,
    ##"let s = #"\"// no"# // yes"##,
    ##"let s = #"""# // yes"##,
    ###"let s = ##"a"# // no"## // yes"###,
    "let s = \"\"\"\n//: no\n  //: no \\\"\"\" //no\n\"\"\" // yes",
    "let s = #\"\"\"\n//: no \"\"\" //no\n\"\"\"# // yes",
    "let s = \"\"\"\n\\(f(\"// no\", (1))) // no\n\"\"\" // yes",
    #"let s = "\(f("\(")")")) // no" // yes"#,
    ##"let s = #"\(no) \#(f(")")) // no"# // yes"##,
    "let s = \"\" // yes",
    "let s = \"unfinished // no\n// yes",
    "/* // no /* //: no */ // no */ // yes",
    "/*\n//: no\n*/ // yes",
    "/**/ // yes",
    "let r = /\"/ // yes",
    "let r = f(/[\"]\\/\\/ no/) // yes",
    "let r = #/ \"// no /# // yes",
    "let q = a / b / c // yes",
    "let q = (a) / \"x\".count // yes",
    "let `a // no` = 1 // yes",
    "let url = \"https://no\" // yes",
  ])
  func readsPastWhatOnlyLooksLikeAComment(source: String) {
    #expect(comments(source).map { $0.filter { $0 != " " } } == ["yes"], "\(source)")
  }

  @Test func readsAnySourceToItsEnd() {
    for source in ["", "\"", "\"\"\"", "/*", "#\"", "/", "\"\\(", "#", "`", "\\", "\"\\"] {
      #expect(comments(source).isEmpty, "\(source)")
    }
  }

  @Test func takesADividingSlashForNoRegularExpression() {
    let source = "let x = { 1 }() / 2 //: yes\nlet y = a! / b //: yes\nlet z = [1][0] / 2 // yes"
    #expect(comments(source).count == 3)
  }
}
