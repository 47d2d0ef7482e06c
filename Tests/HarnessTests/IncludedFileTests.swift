import HarnessTestSupport
import Testing

@testable import Checkpoints
@testable import Harness
@testable import Notebooks
@testable import Platform
@testable import Records
@testable import Weaving

@Suite struct IncludedFileTests {
  /// A program whose notebook `ring` includes a file, and whose notebook `fails` does not.
  private func sources(
    _ shared: String, prose: String = "", more: [String: String] = [:]
  ) -> ProgramSources {
    var texts = [
      "FakeNotebooks.swift": "//: # A ring\(prose)\n//:include Shared/A.swift\n",
      "TrainingNotebook.swift": "//: # Trains\n", "Shared/A.swift": shared,
    ]
    texts.merge(more) { $1 }
    return ProgramSources(notebooks: texts, librarySHA256: "11b", trainingSHA256: "7a1")
  }

  @Test func areCarriedByTheProgramEachOnce() throws {
    let shared =
      "//:include Shared/B.swift\n//:include FakeNotebooks.swift\n//:include Shared/A.swift"
    let source = try sources(shared, more: ["Shared/B.swift": "b()\r\n"]).source(of: Ring.self)
    #expect(
      source.included == [
        SourceFile(path: "Shared/A.swift", text: shared),
        SourceFile(path: "Shared/B.swift", text: "b()\n"),
      ])
  }

  @Test(arguments: [
    ("//:include Shared/C.swift", "Shared/C.swift"), ("a()\n//:include", "a file"),
  ])
  func areMissedWithAClearError(shared: String, path: String) throws {
    let error = #expect(throws: ResultsError.self) { try sources(shared).source(of: Ring.self) }
    #expect(error?.path == path)
    #expect(error?.reason.contains("of Shared/A.swift names it") == true)
  }

  @Test func countForACheckpointAllButTheirProse() {
    let source = "func run(in lab: Lab) throws {\n  try lab.train()\n  draw()\n}\n"
    func digest(_ text: String, _ path: String = "Shared/A.swift", loop: Int? = 2) -> String {
      NotebookCode(source, including: [SourceFile(path: path, text: text)]).sha256(forLoopAt: loop)
    }
    #expect(digest("//: Words.\nlet a = 1  // why") == digest("let a = 1"))
    #expect(digest("let a = 1") != digest("let a = 2"))
    #expect(digest("let a = 1") != NotebookCode(source).sha256(forLoopAt: 2))
    // A function that looks like the run of a notebook counts to its end.
    #expect(digest(source) != digest(source.replacing("draw", with: "paint")))
  }

  @Test func keepTheLinesOfTheirOutputsWhenProseIsEdited() {
    let identity = record(source: "").identity
    func code(_ text: String) -> NotebookCode {
      NotebookCode("f()", including: [SourceFile(path: "Shared/A.swift", text: text)])
    }
    let before = output(.note("n"), line: 2, file: "experiments/A.swift")
    let placed = code("import A\ng()").placed(before, of: identity)
    let after = code("import A\n//: one\n//: two\ng()").lined(placed, of: identity)
    #expect(after == output(.note("n"), line: 4, file: "experiments/A.swift"))
    let elsewhere = output(.note("n"), line: 9, file: "experiments/B.swift")
    #expect(code("").placed(elsewhere, of: identity) == elsewhere)
  }

  @Test func areInTheLogAndItsDigest() throws {
    let folder = try TemporaryFolder()
    let files = [
      SourceFile(path: "Shared/A.swift", text: "a()\n\n"), SourceFile(path: "B.swift", text: ""),
    ]
    let complete = record(source: "//:include Shared/A.swift", included: files)
    try complete.write(to: "\(folder.path)/log.h5")
    let read = try RunRecord(reading: "\(folder.path)/log.h5")
    #expect(read == complete)
    let other = record(source: complete.source)
    #expect(try complete.sha256([:]) != other.sha256([:]))
    let metrics = try Rendition(of: complete).metrics
    #expect(metrics.includedSHA256?["Shared/A.swift"] == files[0].sha256)
    #expect(try Rendition(of: other).metrics.includedSHA256 == nil)
  }

  @Test func makeResultsOfExactlyThoseWhoIncludeThemStale() async throws {
    let folder = try TemporaryFolder()
    let arguments = ["all", "--output", folder.path, "--needed", "-q"]
    func run(_ sources: ProgramSources) async throws -> [String] {
      let (status, transcript) = try await experiments(
        arguments: arguments + ["--json"], notebooks: [Ring.self, Points.self], sources: sources)
      #expect(status == 0)
      let outcomes: [JSON] = try JSON.decode(transcript.out)
      return outcomes.map { outcome in
        guard case .object(let members) = outcome, case .string(let status)? = members["status"]
        else { return "" }
        return status
      }
    }
    #expect(try await run(sources("let a = 1")) == ["done", "done"])
    #expect(try await run(sources("let a = 1")) == ["skipped", "skipped"])
    #expect(try await run(sources("let a = 2")) == ["done", "skipped"])
    #expect(
      try await run(sources("let a = 2", more: ["Shared/B.swift": ""])) == ["skipped", "skipped"])
  }

  /// A notebook that includes nothing.
  struct Points: Notebook {
    static let name = "points"
    static let title = "Points"
    static let summary = "Nothing else"
    static let minutes = Minutes(smoke: 0, standard: 0, article: 0)
    static let sourcePath = "TrainingNotebook.swift"
    func run(in lab: Lab) throws { lab.metric("count", 1) }
  }
}
