import Foundation
import HarnessTestSupport
import Testing

@testable import Harness
@testable import Notebooks
@testable import Records

/// The notebooks of the tutorials in `Notebooks.docc`: what they show is what is compiled here, and it runs.
@Suite struct TutorialTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// The blocks of Swift of an article, one after the other.
  private func shownCode(in article: String) throws -> String {
    let path = Self.folder.appending(
      path: "../../../Sources/Notebooks/Notebooks.docc/\(article).md")
    let text = try String(contentsOf: path.standardizedFileURL, encoding: .utf8)
    let blocks = text.matches(of: /(?s)```swift\n(.*?)```/).map { String($0.1) }
    return blocks.joined(separator: "\n")
  }

  private func source(_ name: String) throws -> String {
    try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
  }

  @Test(arguments: [
    ("FirstNotebook", "Dice.swift"), ("OwnModel", "Residual.swift"), ("OwnData", "Bars.swift"),
  ])
  func aTutorialShowsWhatIsCompiled(article: String, file: String) throws {
    #expect(try shownCode(in: article) == source(file))
  }

  private func run(
    _ notebook: any Notebook.Type, _ file: String, _ words: String..., in folder: TemporaryFolder
  ) async throws -> RunRecord {
    let transcript = Transcript()
    let status = await Harness.run(
      [notebook],
      arguments: [notebook.name, "--profile", "smoke", "--quiet", "--output", "\(folder.path)/out"]
        + words, console: transcript.console(),
      sources: ProgramSources(
        notebooks: [file: try source(file)], librarySHA256: "", trainingSHA256: ""),
      checkpointInterval: .seconds(20))
    #expect(status == 0 && transcript.err.isEmpty, "\(transcript.err)")
    let log = try #require(folder.files().first { $0.hasSuffix("\(notebook.name)/log.h5") })
    return try RunRecord(reading: "\(folder.path)/\(log)")
  }

  @Test func theFirstNotebookRuns() async throws {
    let record = try await run(Dice.self, "Dice.swift", in: TemporaryFolder())
    #expect(record.claims.map(\.holds) == [true])
  }

  @Test func theModelOfOnesOwnLearnsAndIsDescribed() async throws {
    let record = try await run(Residual.self, "Residual.swift", in: TemporaryFolder())
    #expect(record.architectures.keys.sorted() == ["classifier"])
    let accuracy = try #require(record.results.first { $0.name == "accuracy" })
    guard case .double(let share) = accuracy.value else {
      Issue.record("\(accuracy.value)")
      return
    }
    // A smoke run learns something, if not enough for the claim.
    #expect(share > 0.2)
  }

  @Test func theDataOfOnesOwnAreRead() async throws {
    let folder = try TemporaryFolder()
    try writeBars(to: "\(folder.path)/bars")
    let record = try await run(
      NearestMean.self, "Bars.swift", "--data", "\(folder.path)/bars", in: folder)
    #expect(record.identity.data == "bars")
    #expect(record.claims.map(\.holds) == [true])
  }
}
