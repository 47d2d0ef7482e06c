import Foundation
import HarnessTestSupport
import Testing

@testable import Harness
@testable import Notebooks
@testable import Records

/// What `experiments new` writes.
@Suite struct StarterTests {
  private static let source = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Starter.swift")

  private func new(_ words: String..., in folder: String) async -> (Int32, Transcript) {
    let transcript = Transcript()
    let status = await Harness.run(
      [Starter.self], arguments: ["new"] + words + ["--package", folder],
      console: transcript.console(),
      sources: ProgramSources(notebooks: [:], librarySHA256: "", trainingSHA256: ""),
      checkpointInterval: .seconds(20))
    return (status, transcript)
  }

  /// The file beside this one is compiled with the tests.
  @Test func theTemplateIsTheNotebookThatTheTestsCompile() throws {
    let text = try String(contentsOf: Self.source, encoding: .utf8)
    #expect(NotebookTemplate(name: "starter").source == text)
    #expect(NotebookTemplate(name: "my-2nd-net").type == "My2ndNet")
  }

  @Test func runsAndLeavesAReportAndADescribedNetwork() async throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: Self.source, encoding: .utf8)
    let transcript = Transcript()
    let status = await Harness.run(
      [Starter.self],
      arguments: ["starter", "--profile", "smoke", "--quiet", "--output", folder.path],
      console: transcript.console(),
      sources: ProgramSources(
        notebooks: ["Starter.swift": text], librarySHA256: "", trainingSHA256: ""),
      checkpointInterval: .seconds(20))
    #expect(status == 0 && transcript.err.isEmpty, "\(transcript.err)")
    let results = "\(folder.path)/strokes-smoke/starter"
    let record = try RunRecord(reading: "\(results)/log.h5")
    #expect(record.architectures.keys.sorted() == ["model"])
    let report = try String(contentsOfFile: "\(results)/report.md", encoding: .utf8)
    #expect(report.hasPrefix("# Starter\n") && report.contains("figures/accuracy.png"))
  }

  @Test func aNewNotebookIsInTheCatalogue() async throws {
    let folder = try TemporaryFolder()
    let experiments = "\(folder.path)/experiments"
    try FileManager.default.createDirectory(
      atPath: experiments, withIntermediateDirectories: true)
    let catalogue = """
      import Notebooks

      let catalogue: [any Notebook.Type] = [
        Swirl.self, VAE.self,
      ]

      """
    try catalogue.write(toFile: "\(experiments)/Catalogue.swift", atomically: true, encoding: .utf8)
    let (status, transcript) = await new("my-net", in: folder.path)
    #expect(status == 0, "\(transcript.err)")
    #expect(transcript.out.contains("swift run experiments my-net --profile smoke"))
    #expect(
      try folder.text("experiments/Catalogue.swift")
        == catalogue.replacing("VAE.self,", with: "VAE.self, MyNet.self,"))
    #expect(try folder.text("experiments/MyNet.swift").contains("struct MyNet: Notebook {"))

    for (word, problem) in [
      ("my-net", "declares MyNet already"), ("starter", "is taken"), ("export", "is taken"),
      ("My", "cannot be a name"), ("../x", "cannot be a name"),
    ] {
      let (status, transcript) = await new(word, in: folder.path)
      #expect(status != 0 && transcript.err.contains(problem), "\(word): \(transcript.err)")
    }
    let (missing, other) = await new("another", in: "\(folder.path)/nowhere")
    #expect(missing == 2 && other.err.contains("Catalogue.swift cannot be read"))
    #expect(folder.files().count == 2)
  }
}
