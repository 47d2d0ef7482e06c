import Foundation
import Raster
import Testing

@testable import Harness
@testable import Platform
@testable import Records

/// What a reviewer is told, from real repositories.
@Suite struct DiffTests {
  @Test func nothingChanged() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    let (status, out, err) = await clone.experiments("diff")
    #expect(status == 0 && err.isEmpty)
    #expect(out.contains("Nothing changed.\n"))
    #expect(out.hasSuffix("Unchanged: 1 notebook, 2 claims, 3 metrics, 3 figures.\n"))
    #expect(!Files.exists(clone.results + "-diff"))
    #expect(await clone.experiments("diff", "HEAD", "HEAD").status == 0)
  }

  @Test func anotherLearningRate() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    var golden = Golden(learningRate: 0.002, loss: 2.25, accuracy: 0.5, grey: 90)
    golden.seed = 7
    try clone.write(golden)
    let (status, out, err) = await clone.experiments("diff")
    #expect(status == 1 && err.isEmpty)
    let lines = out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0].hasPrefix("HEAD (") && lines[0].hasSuffix(" Results) → work tree"))
    #expect(
      Array(lines[1...5]) == [
        "1 notebook changed.", "", "Claims",
        "  ✗ strokes/golden: The loss is at most 2 nats",
        "      fails now: holds: 1.5 ≤ 2 → fails (not so: 2.25 ≤ 2)",
      ])
    #expect(out.contains("  Other learningRate: everything else is expected to change.\n"))
    #expect(out.contains("    learningRate  0.001 → 0.002\n"))
    #expect(out.contains("    -let rate = 0.001\n    +let rate = 0.002\n"))
    // So many units in the last place that they say nothing.
    #expect(!out.contains("ulp"))
    #expect(out.contains("    loss      1.5 → 2.25 nats   +0.75  +50 %     worse\n"), "\(out)")
    #expect(out.contains("    accuracy  0.25 → 0.5 share  +0.25  +100 %    better\n"))
    #expect(out.contains("1 of 6 images: 5,"), "\(out)")
    #expect(out.contains("figures/plane.gif     2 of 3 frames: 2–3;"))
    #expect(!out.contains("figures/plane.png"))
    #expect(out.contains("Pictures of the changes: \(clone.results)-diff\n"))
    #expect(out.hasSuffix("Unchanged: 0 notebooks, 1 claim, 1 metric, 0 figures.\n"), "\(out)")
  }

  @Test func onlyProse() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(prose: "Better words."))
    try clone.commit("Words")
    let (status, out, _) = await clone.experiments("diff", "HEAD~1", "HEAD")
    #expect(status == 1)
    #expect(
      out.contains(
        "  Only the notebook's prose changed. All numbers and pictures are the same to the bit.\n"))
    #expect(out.contains("    -//: A notebook for tests.\n    +//: Better words.\n"))
    #expect(!out.contains("metrics\n") && !out.contains("figures\n"))
    #expect(out.hasSuffix("Unchanged: 0 notebooks, 2 claims, 3 metrics, 3 figures.\n"))
  }

  @Test func onlyThePlotsColour() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(code: "let width = 8  // blue", color: 1))
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1)
    #expect(
      out.contains(
        "  The notebook's code changed. All numbers are the same to the bit; only pictures differ.\n"
      ))
    #expect(out.contains("    figures/learning.png  "))
    #expect(!out.contains("samples") && !out.contains("plane"))
    #expect(out.hasSuffix("Unchanged: 0 notebooks, 2 claims, 3 metrics, 2 figures.\n"))
    // And when the harness draws in another colour:
    try clone.write(Golden(color: 1))
    let (_, other, _) = await clone.experiments("diff")
    #expect(
      other.contains(
        "  Neither the notebook nor its settings nor its data changed: what it is run by"))
  }

  @Test func aNotebookThatCame() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(loss: 3), at: "strokes/second")
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1)
    #expect(out.contains("\n1 notebook added.\n"))
    #expect(
      out.contains(
        "  ✗ strokes/second: The loss is at most 2 nats\n      new, fails (not so: 3 ≤ 2)\n"))
    #expect(
      out.contains("strokes/second: Golden\n  A new notebook.\n  2 claims, 3 metrics, 3 figures\n"))
    try clone.commit("Second")
    let (_, back, _) = await clone.experiments("diff", "HEAD", "HEAD~1")
    #expect(back.contains("\n1 notebook removed.\n") && back.contains("  Its results are gone.\n"))
  }

  @Test func aPictureThatWasCutShort() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    let file = "results/strokes/golden/figures/samples.png"
    let whole = Array(try #require(clone.folder.bytes(file)))
    try clone.write(Array(whole.dropLast(whole.count / 2)), file)
    try clone.commit("Broken")
    let (status, out, _) = await clone.experiments("diff", "HEAD~1", "HEAD")
    #expect(status == 2)
    #expect(out.contains("! strokes/golden/figures/samples.png of "))
    #expect(out.contains("cannot be read: it is damaged, cut short or no PNG"))
    #expect(out.contains("    figures/samples.png  damaged now: it cannot be read\n"))
    #expect(out.hasSuffix("Unchanged: 0 notebooks, 2 claims, 3 metrics, 2 figures.\n"))
    // Mending it is a change like any other.
    let (mended, text, _) = await clone.experiments("diff", "HEAD", "HEAD~1")
    #expect(mended == 1 && text.contains("was damaged and can be read now"))
    #expect(await clone.experiments("diff").status == 0)
    let (_, page, _) = await clone.experiments(
      "diff", "HEAD~1", "HEAD", "--html", "\(clone.path)/page.html")
    #expect(page == out)
    #expect(try clone.folder.text("page.html").contains("damaged now"))
  }

  @Test func metricsThatAreNoJSON() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.write(Golden(), at: "mnist/golden")
    try clone.commit("Results")
    try clone.write(Array("{<<<<<<< HEAD\n".utf8), "results/strokes/golden/metrics.json")
    try clone.write(Golden(loss: 1.25), at: "mnist/golden")
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 2)
    #expect(out.contains("it has marks of a merge that is not finished; run the notebook again"))
    #expect(out.contains("mnist/golden: Golden"))
  }

  @Test func samePixelsInOtherBytesAreNoChange() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    let file = "results/strokes/golden/figures/learning.png"
    let bitmap = try Bitmap.decoding(png: Array(try #require(clone.folder.bytes(file))))
    try clone.write(PNGFile.bytes(of: bitmap), file)
    #expect(await clone.experiments("diff").status == 0)
  }

  @Test func theSmallestDriftIsShownInFull() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden(loss: 1.1))
    try clone.commit("Results")
    try clone.write(Golden(loss: 1.1.nextUp))
    let (_, out, _) = await clone.experiments("diff")
    #expect(
      out.contains("loss  1.1 → 1.1000000000000003 nats  +2.22e-16  +2.02e-14 %  1 ulp  worse"))
  }

  @Test func saysWhenResultsAreOlderThanTheirSource() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Array("let other = 1\n".utf8), "experiments/Golden.swift")
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 0)
    #expect(
      out.contains(
        "note: strokes/golden was made from another text of experiments/Golden.swift than is there "
          + "now: run golden again\n"))
  }

  @Test func coloursOnlyWhereTheyAreWelcome() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Evil \u{1B}[31m subject")
    try clone.write(Golden(loss: 2.5))
    let plain = await clone.experiments("diff").out
    #expect(!plain.contains("\u{1B}"))
    let painted = await clone.experiments("diff", coloured: true).out
    #expect(painted.contains("\u{1B}[31mworse\u{1B}[0m"))
    #expect(!painted.contains("Evil \u{1B}"))
    func without(_ text: String) -> String {
      text.replacing(/\u{1B}\[[0-9]+m/, with: "")
    }
    #expect(without(painted) == plain)
  }

  @Test func exitCodesForPeopleWhoGate() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(loss: 1.75))
    #expect(await clone.experiments("diff").status == 1)
    #expect(await clone.experiments("diff", "--exit-zero").status == 0)
    #expect(await clone.experiments("diff", "--strict").status == 0)
    try clone.write(Golden(loss: 2.75))
    #expect(await clone.experiments("diff", "--exit-zero").status == 0)
    #expect(await clone.experiments("diff", "--strict").status == 1)
  }

  @Test func choosesNotebooksAndData() async throws {
    let clone = try ResultsClone()
    for place in ["strokes/golden", "mnist/golden", "mnist/other"] {
      try clone.write(Golden(), at: place)
    }
    try clone.commit("Results")
    for place in ["strokes/golden", "mnist/golden", "mnist/other"] {
      try clone.write(Golden(loss: 1.25), at: place)
    }
    func changed(_ arguments: String...) async throws -> [String] {
      let transcript = Transcript()
      _ = await Harness.run(
        [Ring.self], arguments: ["diff", "--json", "--output", clone.results] + arguments,
        console: transcript.console(), sources: .ofTests)
      let value: JSON = try JSON.decode(transcript.out)
      guard case .object(let members) = value, case .array(let notebooks)? = members["notebooks"]
      else { return [] }
      return notebooks.compactMap {
        if case .object(let one) = $0, case .string(let folder)? = one["folder"] {
          folder
        } else {
          nil
        }
      }
    }
    #expect(try await changed() == ["mnist/golden", "mnist/other", "strokes/golden"])
    #expect(try await changed("other") == ["mnist/other"])
    #expect(try await changed("HEAD", "golden", "--data", "mnist") == ["mnist/golden"])
    #expect(try await changed("--notebook", "other") == ["mnist/other"])
    #expect(try await changed("--data", "/somewhere/strokes") == ["strokes/golden"])
    let (status, _, err) = await clone.experiments("diff", "--data", "mnits")
    #expect(status == 64 && err.contains("no data with results \"mnits\". Did you mean \"mnist\"?"))
  }
}
