import Testing

@testable import Harness

@Suite struct RunSummaryTests {
  @Test func severalRunsEndWithATable() async throws {
    let folder = try TemporaryFolder()
    let (status, transcript) = try await experiments(
      arguments: ["all", "-q", "--set", "moon=true", "--output", folder.path],
      notebooks: [Ring.self, Fails.self, Trains.self])
    #expect(status == 2)
    let table = transcript.out.split(separator: "\n", omittingEmptySubsequences: false)
      .suffix(7).map { $0.split(separator: " ").map(String.init) }
    #expect(table[0] == [])
    #expect(table[1] == ["notebook", "time", "claims"])
    #expect(table[2].prefix(2) == ["ring", "done"])
    #expect(
      table[2].suffix(4) == ["1", "of", "2", "\(folder.path)/strokes/ring@moon=true/report.md"])
    #expect(table[3] == ["fails", "failed"])
    #expect(table[4].prefix(2) == ["trains", "done"])
    #expect(table[4].suffix(2) == ["none", "\(folder.path)/strokes/trains/report.md"])
    #expect(table[5] == ["All", "results:", "\(folder.path)/README.md"])
  }

  @Test func oneRunHasNoTable() async throws {
    let folder = try TemporaryFolder()
    let (_, transcript) = try await experiments("ring", "-q", "--output", folder.path)
    #expect(transcript.out.hasSuffix("/strokes/ring/report.md\n"))
    #expect(!transcript.out.contains("notebook"))
  }
}
