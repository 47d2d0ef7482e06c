import Foundation
import HarnessTestSupport
import Testing

@testable import Digits
@testable import Harness
@testable import Notebooks
@testable import Records

/// The notebook that README shows.
@Suite struct ReadingTests {
  private static let source = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reading.swift")

  @Test func isShortAndShownByREADMEAsItIs() throws {
    let text = try String(contentsOf: Self.source, encoding: .utf8)
    let readme = Self.source.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")
    #expect(try String(contentsOf: readme, encoding: .utf8).contains(text))
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("//:") && !$0.isEmpty }
    #expect(lines.count <= 60)
  }

  @Test func readsDigits() async throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: Self.source, encoding: .utf8)
    let transcript = Transcript()
    let status = await Harness.run(
      [Reading.self],
      arguments: ["reading", "--profile", "smoke", "--quiet", "--output", folder.path],
      console: transcript.console(),
      sources: ProgramSources(
        notebooks: ["Reading.swift": text], librarySHA256: "", trainingSHA256: ""),
      checkpointInterval: .seconds(20))
    #expect(status == 0, "\(transcript.err)")
    let results = "\(folder.path)/strokes-smoke/reading"
    let metrics = try Metrics.read("\(results)/metrics.json")
    // A smoke run learns something, if not enough for the claim.
    let accuracy = try #require(metrics.results["accuracy"])
    guard case .double(let share) = accuracy.value else {
      Issue.record("\(accuracy.value)")
      return
    }
    #expect(share > 0.3)
    #expect(metrics.claims.count == 1)
    #expect(FileManager.default.fileExists(atPath: "\(results)/figures/accuracy.png"))
    let report = try String(contentsOfFile: "\(results)/report.md", encoding: .utf8)
    #expect(report.contains("# Reading digits") && report.contains("final class Classifier"))
  }
}
