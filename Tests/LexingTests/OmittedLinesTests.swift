import Testing

@testable import Lexing

/// The oracle: the code that a reader should see, written by hand.
@Suite struct OmittedLinesTests {
  private func code(_ source: String, groups: Set<String> = []) -> [String] {
    SourceBlock.blocks(of: source, groups: groups).filter { $0.kind == .code }
      .map { $0.lines.joined(separator: "\n") }.filter { !$0.isEmpty }
  }

  @Test(arguments: [
    "import A",
    "@testable import A",
    "@preconcurrency public import struct A.B  // for C",
    "// What it is for:\n// this.\nimport A",
    "/* A license\n   import B */\nimport A; import B",
  ])
  func areImports(source: String) {
    #expect(code(source).isEmpty)
    #expect(code("\(source)\nlet a = 1") == ["let a = 1"])
  }

  @Test func areCallsThatDescribeASavedNetwork() {
    let call = """
        // For other programs.
        lab.save(
          model.encoder, as: "encoder", taking: ["digits": [pixels], "labels": [classes(of: data)]]
        ) {
          let codes = model.encoder($0[0], [$0[1]])
          return ["mean": codes.mean]
        }
      """
    #expect(code("f()\n\(call)\n  g()") == ["f()\n  g()"])
    #expect(code("f()\n\(call.replacing("lab.", with: "contest."))\n  g()") == ["f()\n  g()"])
    #expect(code("if x {\n\(call)\n}") == ["if x {\n}"])
    #expect(code(call.replacing("taking", with: "making")).count == 1)
    #expect(code(#"lab.save(encoder, as: "taking")"#).count == 1)
    // What does not end is a mistake that the compiler tells.
    #expect(code("lab.save(a, taking: {").count == 1)
  }

  @Test(arguments: [
    "for x in y {\n  SAVE\n}",
    "for (x, y) in [(a, b), (c, d)]\n  + e.map { ($0, $1) } {\n  // Both.\n  SAVE\n  SAVE\n}",
    "for x in y {\n  for z in x { SAVE }\n  SAVE\n}",
  ])
  func areLoopsOfSuchCallsAlone(loop: String) {
    let call = "lab.save(x, as: \"x\", taking: [\"a\": [1]]) { [\"b\": x($0[0])] }"
    let loop = loop.replacing("SAVE", with: call)
    #expect(code("f()\n\(loop)\ng()") == ["f()\ng()"])
    #expect(code(loop.replacing("lab.save", with: "lab.load")).count == 1)
  }

  @Test func areNoOtherStatementsAroundSuchCalls() {
    let call = "lab.save(x, as: \"x\", taking: [:]) { [:] }"
    for other in ["for a in b { f() }\ng {\n  SAVE\n}", "for a in b {\n}", "f(for: { SAVE })"] {
      let left = other.split(separator: "\n").filter { $0 != "  SAVE" }.joined(separator: "\n")
      let source = other.replacing("SAVE", with: call)
      #expect(code(source) == [left.contains("SAVE") ? source : left])
    }
  }

  @Test func areDiagrams() {
    let diagrams = """
        // What it computes.
        static let diagrams = [
          Diagram("a", "b", .init(["a → b"]))
        ]
      """
    #expect(code("extension X {\n\(diagrams)\n}").isEmpty)
    #expect(code("struct X: Notebook {\n\(diagrams)\n}").isEmpty)
    #expect(
      code("extension X {\n\(diagrams)\n\n  func f() {}\n}")
        == ["extension X {\n  func f() {}\n}"])
    for other in ["extension X: Y {}", "extension X {\n  let diagrams = 1\n}"] {
      #expect(code(other) == [other])
    }
  }

  @Test func areNoConditionsOfImports() {
    #expect(
      code("#if os(Linux)\nimport A\n#else\nimport B\n#endif\nf()")
        == ["#if os(Linux)\n#else\n#endif\nf()"])
  }

  @Test(arguments: [
    #"static let name = "a""#,
    "/// The title.\n/// Long.\nstatic let title: String = \"\"\"\n  struct X: Notebook {\n  \"\"\"",
    "nonisolated static let summary =\n  \"s\"",
    "static var minutes: Minutes { Minutes(smoke: 1, standard: 2, article: 3) }",
    "static let sourcePath = #filePath  // here",
    "@Setting(\"a (b\", smoke: 1, in: 1...2) var a = 1",
    "/// A.\n@Setting(\n  \"a\",  // {\n  in: 1...2)\n// and b\nvar b\n  = 60",
    "@Setting(\"a\")\nprivate var c = Choice.one; @Setting(\"d\") var d = 1",
    "var work: Double {\n  // {\n  if x { 1 } else { 2 }\n}",
    "enum Choice: String, CaseIterable, SettingValue {\n  /// One.\n  case one\n  case two = \"2\", `case`\n}",
    "/* a\n  b */\nlet training = AdversarialSettings(\n  iterations: 4000)",
  ])
  func areWhatANotebookDeclaresForTheRunner(member: String) {
    let source =
      "/// A notebook.\nfinal class X<T: A>: B, Harness.Notebook where T: C {\n\(member)\n}"
    #expect(code(source, groups: ["training"]).isEmpty)
    #expect(
      code("let a = 1\n\n\(source)\n\nlet b = 2", groups: ["training"]) == [
        "let a = 1", "let b = 2",
      ])
  }

  @Test(arguments: [
    "static let other = 1",
    "let name = 1",
    "let training = 1",
    "var count: Int { work }",
    "@State var a = 1",
    "static func name() {}",
    "// A remark.",
    "enum Choice: String, SettingValue {\n  case one\n  var half: Int { 1 }\n}",
    "enum Kind { case one }",
    "let minutes = 3; static let name = \"a\"",
    "init() {}",
  ])
  func areNothingElse(member: String) {
    let source = "struct X: Notebook {\n\(member)\n}"
    #expect(code(source, groups: ["rates"]) == [source])
  }

  @Test func areNotThoseOfOtherTypes() {
    for type in [
      "struct X: Layer", "extension X: Notebook", "struct Notebook", "struct X<T: Notebook>: Y",
    ] {
      let source = "\(type) {\nstatic let name = \"a\"\n@Setting(\"b\") var b = 1\n}"
      #expect(code(source) == [source])
    }
  }

  @Test func leaveWhatElseANotebookHasInOnePiece() {
    let source = """
      import A

      /// A notebook.
      struct X: Notebook {
        static let name = "x"

        @Setting("a") var a = 1

        /// Kept.
        let kept = 1

        // For the time.
        var work: Double { 1 }

        func run(in lab: Lab) throws {
          let name = 1

          lab.note("}")
        }

        @Setting("b") var b = 1

      }
      """
    #expect(
      code(source) == [
        """
        /// A notebook.
        struct X: Notebook {
          /// Kept.
          let kept = 1

          func run(in lab: Lab) throws {
            let name = 1

            lab.note("}")
          }
        }
        """
      ])
  }

  @Test func areTheSettingsOfAGroup() {
    let source = """
      /// Shared.
      struct Rates: SettingGroup {
        @Setting var rate: Double
        let decay = Decay()

        init(rate: Double) {
          _rate = Setting(wrappedValue: rate, "rate")
        }
      }
      struct Other: SettingGroup {
        @Setting("x") var x = 1
        var twice: Int { 2 * x }
      }
      """
    #expect(
      code(source, groups: ["decay"])
        == ["struct Other: SettingGroup {\n  var twice: Int { 2 * x }\n}"])
  }

  @Test func areNotInStringsAndComments() {
    let source =
      "let a = \"\"\"\nimport A\nstruct X: Notebook {\n@Setting(\"b\") var b = 1\n}\n\"\"\"\n/*\nimport B\n*/"
    #expect(code(source) == [source])
  }

  @Test func standForTheTableOfSettingsWhereTheDeclarationStood() {
    let kinds = { (source: String) in SourceBlock.blocks(of: source).map(\.kind) }
    let settings = "struct X: Notebook {\n  @Setting(\"a\") var a = 1\n"
    #expect(kinds("f()\n\(settings)}\n\ng()\n//: p") == [.code, .settings, .code, .prose])
    #expect(kinds("\(settings)  func run(in lab: Lab) throws {}\n}") == [.settings, .code])
    #expect(kinds("f()\n") == [.code])
    #expect(
      SourceBlock.blocks(of: "\(settings)\n//: inside\n}\n//: after").map(\.kind)
        == [.settings, .prose, .settings, .prose])
  }

  @Test(arguments: [
    "struct X: Notebook {", "struct X: Notebook { @Setting(", "}}} import A", "@", "@Setting",
    "import",
    "struct", "struct X:", "enum E: SettingValue { case", "static", "@Setting(\"a\") var", "(\"\\(",
    "struct X: Notebook { static let name = \"", "`", "#if", ";;", "struct X: Notebook {;;}",
  ])
  func areFoundInWhatDoesNotCompile(source: String) {
    for text in [source, "\(source)\n//: prose\n\(source)", "let a = 1\n\(source)"] {
      let blocks = SourceBlock.blocks(of: text)
      #expect(blocks.first.map(\.range.lowerBound) == 1)
      #expect(
        zip(blocks, blocks.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
    }
  }
}
