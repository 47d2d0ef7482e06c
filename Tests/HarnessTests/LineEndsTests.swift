import Foundation
import Raster
import Testing

@testable import Comparisons
@testable import Lexing
@testable import Platform
@testable import Records
@testable import Weaving

/// The same text has the same bits, whatever git or an editor does to the ends of its lines.
@Suite struct LineEndsTests {
  private static func carriageReturns(_ text: String) -> String {
    text.replacing("\n", with: "\r\n")
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), ("a\r\nb\r\n", "a\nb\n"), ("a\nb\r\n\r\n", "a\nb\n\n"),
    ("a\r\r\nb", "a\nb"), ("a\rb\n\rc\r", "a\rb\n\rc\r"), ("é\r\n\u{301}x", "é\n\u{301}x"),
  ])
  func onlyCarriageReturnsBeforeALineFeedGo(text: String, normalized: String) {
    #expect(Array(LineEnds.normalized(text).utf8) == Array(normalized.utf8))
    #expect(LineEnds.lines(of: text) == normalized.components(separatedBy: "\n"))
    #expect(Digest.sha256(ofText: text.utf8) == Digest.sha256(of: normalized.utf8))
  }

  @Test func blocksAreTheSame() {
    let source = """
      //: # Title
      //:
      import A  //hide
      let text = \"""
        //: no prose
        \"""
      // a comment

      //: Prose
      """
    let blocks = SourceBlock.blocks(of: source)
    #expect(blocks.map(\.kind) == [.prose, .code, .prose])
    #expect(SourceBlock.blocks(of: Self.carriageReturns(source)) == blocks)
  }

  @Test func aLoneCarriageReturnEndsACommentButNoLine() {
    #expect(
      SwiftLexer.lineComments(in: "// a\rlet b = 1\n// c") == [
        LineComment(line: 1, text: " a", isAlone: true),
        LineComment(line: 2, text: " c", isAlone: true),
      ])
  }

  @Test func reportAndDigestsAreTheSame() throws {
    let golden = Golden().record
    var other = record(source: Self.carriageReturns(golden.source))
    other.outputs = golden.outputs
    var same = record(source: golden.source)
    same.outputs = golden.outputs
    #expect(other == same && other.source == golden.source)
    let report = Report(record: other, pictures: []).markdown
    #expect(report == Report(record: same, pictures: []).markdown)
    #expect(report.contains("```swift\nlet width = 8\n") && !report.contains("Also recorded"))
  }

  @Test func textsOfOneLineHaveOne() {
    #expect(Markdown.cell("a\r\nb|c") == "a b\\|c")
    #expect(Markdown.attribute("a\r\n<b>") == "a &lt;b&gt;")
    #expect(Markdown.alert("NOTE", "a\r\n\r\nb") == "> [!NOTE]\n> a\n>\n> b")
  }

  /// A clone as `core.autocrlf=true` makes it.
  private func converted(_ clone: ResultsClone) throws {
    for file in clone.folder.files() where !file.hasPrefix(".git/") {
      if file.hasSuffix(".png") || file.hasSuffix(".gif") { continue }
      try clone.write(Array(Self.carriageReturns(try clone.folder.text(file)).utf8), file)
    }
  }

  @Test func aConvertedCloneHasNoChanges() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.write(Array("Notes.\n".utf8), "results/strokes/golden/notes.txt")
    try clone.commit("Results")
    try converted(clone)
    let (status, out, err) = await clone.experiments("diff")
    #expect(status == 0 && err.isEmpty)
    #expect(out.contains("\nNothing changed.\n") && !out.contains("note:"), "\(out)")
  }

  @Test func aChangeIsFoundInItsLine() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try converted(clone)
    try clone.commit("Results with carriage returns")
    try clone.write(Golden(learningRate: 0.002))
    try converted(clone)
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1)
    #expect(
      out.contains(
        "    @@ -3 +3 @@\n     \n     let width = 8\n    -let rate = 0.001\n    +let rate = 0.002\n"
      ),
      "\(out)")
    #expect(SourceChange(file: "", old: "a\r\nb 1\r\n", new: "a\r\nb 2\r\n").isProseOnly == false)
    #expect(SourceChange(file: "", old: "a\r\nb\r\n", new: "a\nb\n").lines?.hunks.isEmpty == true)
  }

  @Test func verifyTakesAConvertedReport() async throws {
    let folder = try TemporaryFolder()
    func run(_ words: String...) async throws -> (status: Int32, transcript: Transcript) {
      try await experiments(arguments: words + ["--output", folder.path], notebooks: [Ring.self])
    }
    _ = try await run("ring", "-q")
    let before = try folder.text("README.md")
    for file in ["report.md", "metrics.json"].map({ "strokes/ring/\($0)" }) {
      try Files.write(
        Array(Self.carriageReturns(try folder.text(file)).utf8), to: "\(folder.path)/\(file)")
    }
    let (status, transcript) = try await run("verify", "-q")
    #expect(status == 0, "\(transcript.out)")
    #expect(try await run("ring", "-q", "--needed").transcript.out.contains("nothing to do"))
    // The digests of the index are those of the texts that git keeps.
    try ResultsIndex.update(output: folder.path) { Issue.record("\($0)") }
    #expect(try folder.text("README.md") == before)
  }

  /// The package's folder, where it is a clone.
  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  @Test(.enabled(if: Files.exists("\(package)/.git")))
  func aCloneOfThisRepositoryHasLineFeeds() throws {
    let folder = try TemporaryFolder()
    try ResultsClone.git(
      ["clone", "--quiet", "--shared", "--no-checkout", Self.package, "clone"], in: folder.path)
    let clone = "\(folder.path)/clone"
    try ResultsClone.git(["config", "core.autocrlf", "true"], in: clone)
    let files = [
      ".gitattributes", "experiments/Swirl.swift", "results/strokes/swirl", ".ci/run",
    ]
    try ResultsClone.git(["checkout", "--quiet", "HEAD", "--"] + files, in: clone)
    for file in folder.files() where !file.hasPrefix("clone/.git/") {
      let bytes = Array(try #require(folder.bytes(file)))
      if file.hasSuffix(".png") {
        _ = try Bitmap.decoding(png: bytes)
      } else if file.hasSuffix(".gif") {
        _ = try DecodedAnimation(gif: bytes)
      } else {
        #expect(!bytes.contains(UInt8(ascii: "\r")), "\(file)")
      }
    }
  }
}
