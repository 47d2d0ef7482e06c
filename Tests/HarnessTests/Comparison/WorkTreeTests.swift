import Foundation
import Testing

@testable import Records

/// The side of the work tree is what git tracks or would track.
@Suite struct WorkTreeTests {
  private func clone() throws -> ResultsClone {
    let clone = try ResultsClone()
    try clone.write(Array("results/*-smoke/\n*.h5\n".utf8), ".gitignore")
    try clone.write(Golden())
    try clone.commit("Results")
    return clone
  }

  @Test func resultsThatGitIgnoresAreLeftOut() async throws {
    let clone = try clone()
    try clone.write(Golden(loss: 3), at: "strokes-smoke/golden")
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 0 && out.contains("\nNothing changed.\n") && !out.contains("smoke"), "\(out)")
    // What is new and not ignored is shown, what is ignored and yet tracked too.
    try clone.write(Golden(), at: "mnist/golden")
    try clone.git("add", "--force", "results/strokes-smoke")
    let both = await clone.experiments("diff").out
    #expect(both.contains("\n2 notebooks added.\n"), "\(both)")
    // A folder is a folder.
    try clone.git("rm", "--quiet", "-r", "--cached", "results/strokes-smoke")
    let folder = await clone.experiments("diff", "HEAD", clone.results).out
    #expect(folder.contains("strokes-smoke/golden: Golden"))
  }

  @Test func logsBesideTrackedResultsCount() async throws {
    let clone = try clone()
    try clone.write(Golden(loss: 1.25))
    try Golden(loss: 1.25).record.write(to: "\(clone.results)/strokes/golden/log.h5")
    let (status, out, _) = await clone.experiments("diff", "--log")
    let short = try clone.git("rev-parse", "--short", "HEAD")
    #expect(status == 1 && out.contains("note: no log of strokes/golden in \(short): "), "\(out)")
  }

  @Test func outsideOfGitEverythingCounts() async throws {
    let clone = try clone()
    let folder = try TemporaryFolder()
    let results = "\(folder.path)/results"
    try FileManager.default.copyItem(atPath: clone.results, toPath: results)
    let (status, transcript) = try await experiments("diff", clone.results, "--output", results)
    #expect(status == 0, "\(transcript.err)")
  }

  @Test func aThirdSide() async throws {
    let clone = try clone()
    for words in [["HEAD", "HEAD", "HEAD"], ["HEAD..HEAD", "HEAD"], ["HEAD", "HEAD", "."]] {
      let (status, transcript) = try await experiments(
        arguments: ["diff"] + words + ["--output", clone.results], notebooks: [Ring.self])
      #expect(status == 64)
      #expect(
        transcript.err
          == "experiments: \"\(words[words.count - 1])\" would be a third side, and diff compares two: "
          + "after them come only names of notebooks\n")
    }
    let (status, _, err) = await clone.experiments("diff", "HEAD", "golden", "HEAD")
    #expect(
      status == 64 && err.contains("\"HEAD\" is a commit or a folder: sides come before"), "\(err)")
  }
}
