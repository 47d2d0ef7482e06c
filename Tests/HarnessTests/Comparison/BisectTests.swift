import Foundation
import Testing

@testable import Harness
@testable import Records

/// Finding the commit at which a result changed.
@Suite struct BisectTests {
  /// Seven commits; the loss changes in the third, and back and forth from the fifth on.
  private func history() throws -> (clone: ResultsClone, commits: [String]) {
    let clone = try ResultsClone()
    var commits: [String] = []
    func commit(_ golden: Golden?, _ message: String) throws {
      if let golden { try clone.write(golden) }
      commits.append(try clone.commit(message))
    }
    try commit(Golden(), "First results")
    try commit(nil, "Nothing about results")
    try commit(Golden(loss: 1.75), "The loss rises")
    try commit(Golden(loss: 1.75, grey: 10), "Other digits")
    try commit(Golden(loss: 2.5, grey: 10), "The claim breaks")
    try commit(Golden(loss: 1.5, grey: 10), "The loss is back")
    try commit(Golden(loss: 1.5), "The digits are back")
    return (clone, commits)
  }

  @Test func findsTheFirstChangeOfAMetric() async throws {
    let (clone, commits) = try history()
    let (status, out, _) = await clone.experiments(
      "bisect", commits[0], "HEAD", "--metric", "loss")
    #expect(status == 1)
    #expect(
      out.hasPrefix(
        "metric loss of strokes/golden changed first in\ncommit \(commits[2])\n  A Tester, "))
    #expect(out.contains("\n  The loss rises\n"))
    #expect(out.contains("1.5 → 1.75 nats"))
  }

  @Test func findsAFigureAndAClaim() async throws {
    let (clone, commits) = try history()
    let figure = await clone.experiments("bisect", commits[0], "main", "--figure", "samples")
    #expect(figure.status == 1 && figure.out.contains("commit \(commits[3])\n"))
    let claim = await clone.experiments(
      "bisect", commits[0], "main", "golden", "--claim", "at MOST 2")
    #expect(claim.status == 1 && claim.out.contains("commit \(commits[4])\n"))
    #expect(claim.out.contains("claim \"The loss is at most 2 nats\" of strokes/golden"))
    let json = await clone.experiments(
      "bisect", commits[0], "main", "--metric", "loss", "--json")
    guard case .object(let members) = try JSON.decode(json.out) as JSON,
      case .object(let commit)? = members["commit"]
    else {
      Issue.record("\(json.out)")
      return
    }
    #expect(commit["hash"] == .string(commits[2]))
  }

  @Test func saysThatNothingChanged() async throws {
    let (clone, commits) = try history()
    let (status, out, _) = await clone.experiments(
      "bisect", commits[0], "HEAD", "--metric", "accuracy")
    #expect(status == 0 && out == "metric accuracy never changed from \(commits[0]) to HEAD.\n")
  }

  @Test func followsAMergeToTheCommitThatMadeTheChange() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    let base = try clone.commit("Base")
    try clone.git("switch", "--quiet", "--create", "topic")
    try clone.commit("Before")
    try clone.write(Golden(loss: 1.25))
    let culprit = try clone.commit("Culprit")
    try clone.commit("After")
    try clone.git("switch", "--quiet", "main")
    try clone.write([1], "unrelated")
    try clone.commit("On main")
    try clone.git("merge", "--quiet", "--no-ff", "--message", "Merge topic", "topic")
    let (status, out, _) = await clone.experiments("bisect", base, "HEAD", "--metric", "loss")
    #expect(status == 1 && out.contains("commit \(culprit)\n"), "\(out)")
  }

  @Test func namesWhatIsWrong() async throws {
    let (clone, commits) = try history()
    func expect(_ arguments: [String], _ status: Int32, _ message: String) async {
      let transcript = Transcript()
      let found = await Harness.run(
        [Ring.self], arguments: ["bisect"] + arguments + ["--output", clone.results],
        console: transcript.console(), sources: .ofTests)
      #expect(found == status && transcript.err.contains(message), "\(transcript.err)")
    }
    await expect(["HEAD", commits[0], "--metric", "loss"], 2, "does not come before")
    await expect(["HEAD", commits[0], "--metric", "loss"], 2, "; swap them")
    await expect(["nothing", "HEAD", "--metric", "loss"], 2, "there is no such commit")
    await expect(
      [commits[0], "HEAD", "--metric", "lots"], 64, "no metric \"lots\". Did you mean \"loss\"?")
    await expect([commits[0], "HEAD", "--figure", "sample"], 64, "Did you mean \"samples\"?")
    await expect([commits[0], "HEAD", "--claim", "the"], 64, "is a part of several claims")
    await expect([commits[0], "HEAD"], 64, "Give one of --metric, --figure and --claim")
    await expect(
      [commits[0], "HEAD", "--metric", "a", "--claim", "b"], 64, "Give one of --metric")
  }

  @Test func aBoundaryOfAShallowCloneIsNamed() async throws {
    let (clone, commits) = try history()
    let folder = try TemporaryFolder()
    try ResultsClone.git(
      ["clone", "--quiet", "--depth", "2", "file://\(clone.path)", "shallow"], in: folder.path)
    let (status, transcript) = try await experiments(
      "bisect", commits[0], "HEAD", "--metric", "loss", "--output",
      "\(folder.path)/shallow/results")
    #expect(status == 2 && transcript.err.contains("git fetch --unshallow"))
  }
}
