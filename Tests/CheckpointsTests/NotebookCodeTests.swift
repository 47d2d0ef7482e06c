import Foundation
import Testing

@testable import Checkpoints

/// What of a notebook's code a training loop can depend on.
@Suite struct NotebookCodeTests {
  /// A notebook of three loops; `#n` marks the lines that tests ask for or change.
  private static let source = """
    //: # Title

    struct A: Notebook {
      var rate = 0.1  // #setting

      func run(in lab: Lab) throws {
        let model = Model("// {")  // #model
        try lab.train(  // #loop1
          on: digits, saving: [model]
        ) { batch in
          step(model)  // #step
        }
        afterEpoch: { _ in
          lab.note("{")  // #after
        }
        // #between
        let other = Model()  // #second
        for size in [1, 2] {
          try lab.train(saving: [other]) { _ in  // #loop2
            step(other)
          } afterPeriod: { _ in }
          other.grow(size)  // #grow
        }
        /* A comment
           of two lines. */
        lab.figure("a")  // #figure
        if other.isGood { lab.claim("b") }
        func helper() {  // #local
          draw()
        }
        lab.table(
          "a",  // #table
          rows: [])
      }

      func step(_ model: Model) {}  // #function
    }
    """

  private func line(_ mark: String, in source: String = Self.source) throws -> Int {
    try #require(
      source.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.contains("// #\(mark)") }) + 1
  }

  /// Whether the digest for the loop in the line marked `loop` is another one when a marked line gets more code.
  private func counts(_ mark: String, for loop: String?, in source: String = Self.source) throws
    -> Bool
  {
    let changed = source.replacing("  // #\(mark)", with: "; more()  // #\(mark)")
    try #require(changed != source)
    let line = try loop.map { try self.line($0, in: source) }
    return NotebookCode(source).sha256(forLoopAt: line)
      != NotebookCode(changed).sha256(forLoopAt: line)
  }

  @Test func whatRunDoesAfterALoopDoesNotCountAndAllElseDoes() throws {
    for mark in ["setting", "model", "loop1", "step", "after", "local", "function"] {
      #expect(try counts(mark, for: "loop1"), "\(mark)")
    }
    for mark in ["second", "loop2", "grow", "figure", "table"] {
      #expect(try !counts(mark, for: "loop1"), "\(mark)")
    }
    // The loop is made twice: what follows it in the `for` comes before it, too.
    for mark in ["model", "after", "second", "loop2", "grow", "local", "function"] {
      #expect(try counts(mark, for: "loop2"), "\(mark)")
    }
    for mark in ["figure", "table"] { #expect(try !counts(mark, for: "loop2"), "\(mark)") }
  }

  @Test func proseCommentsAndBlankLinesNeverCount() throws {
    let edited = Self.source
      .replacing("//: # Title", with: "//: # Another\n//: title\n\n/* and more */")
      .replacing("// #", with: "// what was #")
      .replacing("        // what was #between", with: "\n\n//: Prose, with { braces.\n")
    let loops = edited.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { $1.contains("lab.train(") }.map { $0.offset + 1 }
    try #require(loops.count == 2)
    for (loop, new) in zip(["loop1", "loop2"], loops) {
      #expect(
        NotebookCode(Self.source).sha256(forLoopAt: try line(loop))
          == NotebookCode(edited).sha256(forLoopAt: new))
    }
    #expect(
      NotebookCode(Self.source).sha256(forLoopAt: nil)
        == NotebookCode(edited).sha256(forLoopAt: nil))
  }

  @Test(arguments: [
    "func train() throws { try lab.train(saving: []) {} }",
    "let train = { try lab.train(saving: []) {} }",
    "try twice { try lab.train(saving: []) {} }", "defer { try lab.train(saving: []) {} }",
    "func train() throws {\ntry lab.train(saving: []) {}\n}",
    "try twice {\ntry lab.train(saving: []) {}\n}",
    "perform(\ntry lab.train(saving: []) {})",
    "guard let a else {\ntry lab.train(saving: []) {}\nreturn }",
  ])
  func everythingCountsWhereALoopMayBeMadeByWhatFollowsIt(loop: String) throws {
    let source = """
      func run(in lab: Lab) throws {
      \(loop.replacing("lab.train(", with: "/* // #loop */ lab.train("))
      lab.figure("a")  // #figure
      }
      """
    #expect(try counts("figure", for: "loop", in: source))
    let elsewhere = source.replacing("run(in", with: "train(in")
    #expect(try counts("figure", for: "loop", in: elsewhere))
    #expect(try counts("figure", for: nil, in: Self.source))
  }

  @Test(arguments: ["{", "}", "func run(in ", "func run(in lab) {", "\"\"\"", "/*", "}\n}\n{", ""])
  func codeThatMakesNoSenseIsDigestedAsAWhole(source: String) {
    for line in [nil, -1, 0, 1, 2, 9] {
      #expect(
        NotebookCode(source).sha256(forLoopAt: line) == NotebookCode(source).sha256(forLoopAt: nil))
    }
  }

  @Test func aPlaceStaysWhenProseMovesItsLine() throws {
    let edited = Self.source
      .replacing("//: # Title", with: "//: # Another\n//:\n//: title")
      .replacing(
        "        lab.figure(\"a\")", with: "        lab.figure(\"a\")\n        lab.figure(\"b\")")
    let old = NotebookCode(Self.source), new = NotebookCode(edited)
    for mark in ["setting", "model", "step", "after", "second", "grow", "figure", "function"] {
      #expect(
        new.line(at: old.place(ofLine: try line(mark))) == (try line(mark, in: edited)), "\(mark)")
      #expect(old.line(at: old.place(ofLine: try line(mark))) == (try line(mark)), "\(mark)")
    }
  }
}
