import Foundation
import Testing

@testable import Platform

/// The command `page`.
@Suite struct PageTests {
  private func pages(
    _ words: String..., of folder: TemporaryFolder
  ) async throws -> (status: Int32, out: String, err: String) {
    let (status, transcript) = try await experiments(
      arguments: ["page"] + words + ["--output", "\(folder.path)/results", "--quiet"],
      notebooks: [Ring.self, Trains.self])
    return (
      status, transcript.out.replacing(folder.path, with: ""),
      transcript.err.replacing(folder.path, with: "")
    )
  }

  private func run() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let (status, _) = try await experiments(
      "ring", "--quiet", "--output", "\(folder.path)/results")
    #expect(status == 0)
    return folder
  }

  /// Without a log, as in a fresh clone.
  @Test func writesTheIndexAndAllThatItLeadsToWithoutALog() async throws {
    let folder = try await run()
    try FileManager.default.removeItem(atPath: "\(folder.path)/results/strokes/ring/log.h5")
    let (status, out, err) = try await pages(of: folder)
    #expect(status == 0, "\(err)")
    #expect(
      out == "/results/index.html\n/results/measures.html\n/results/strokes/ring/report.html\n")
    let index = try folder.text("results/index.html")
    #expect(index.contains("href=\"strokes/ring/report.html\""))
    let report = folder.bytes("results/strokes/ring/report.html")
    #expect(try await pages("ring", of: folder).status == 0)
    #expect(folder.bytes("results/strokes/ring/report.html") == report)
  }

  @Test func writesTheReportsThatAreNamed() async throws {
    let folder = try await run()
    for name in ["ring", "all"] {
      let (status, out, err) = try await pages(name, of: folder)
      #expect(status == 0, "\(err)")
      #expect(out == "/results/strokes/ring/report.html\n")
    }
    // There is no page of the index yet.
    #expect(!(try folder.text("results/strokes/ring/report.html")).contains("index.html"))
  }

  @Test func refusesWhatIsNotThereOrNotAsItWasWoven() async throws {
    let folder = try await run()
    let missing = try await pages("trains", of: folder)
    #expect(missing.status == 2)
    #expect(
      missing.err
        == "experiments: could not make a page of /results/strokes/trains/report.md: it is not "
        + "there; run the notebook first\n")
    let seed = try await pages("--seed", "1", of: folder)
    #expect(seed.status == 64 && seed.err.contains("name notebooks, or all"))

    let report = "\(folder.path)/results/strokes/ring/report.md"
    let text = try String(contentsOfFile: report, encoding: .utf8)
    try (text + "More.\n").write(toFile: report, atomically: true, encoding: .utf8)
    let changed = try await pages("ring", of: folder)
    #expect(changed.status == 2)
    #expect(changed.err.contains("report.md is not the file that its own metrics.json tells of"))

    let nothing = try await pages(of: try TemporaryFolder())
    #expect(nothing.status == 2 && nothing.err.contains("there is no README.md"))
  }
}
