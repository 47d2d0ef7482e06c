import Foundation
import Raster
import Testing

@testable import Platform
@testable import Records

/// Files that are not what the run left.
@Suite struct DiffFilesTests {
  private let folder = "results/strokes/golden"

  private func committed(_ golden: Golden = Golden()) throws -> ResultsClone {
    let clone = try ResultsClone()
    try clone.write(golden)
    try clone.commit("Results")
    return clone
  }

  private func append(_ text: String, to file: String, _ clone: ResultsClone) throws {
    try clone.write(Array((try clone.folder.text(file) + text).utf8), file)
  }

  @Test func aReportThatWasEditedByHand() async throws {
    let clone = try committed()
    try append("My words.\n", to: "\(folder)/report.md", clone)
    let words =
      "edited by hand or damaged (lines: +1 −0): it does not have the digest that metrics.json tells"
    let (status, out, _) = await clone.experiments(
      "diff", "--html", "\(clone.path)/page.html")
    #expect(status == 1)
    #expect(
      out.contains(
        "  The notebook is the same. All numbers and pictures are the same to the bit, but not "
          + "report.md.\n  other files\n    report.md  \(words)\n"), "\(out)")
    #expect(try clone.folder.text("page.html").contains("<code>report.md</code></td><td>\(words)<"))
    #expect(
      await clone.experiments("diff", "--markdown").out.contains("| `report.md` | \(words) |"))
    let json = await clone.experiments("diff", "--json").out
    #expect(json.contains(words) && json.contains("\"report_changed\": true"))
    try clone.commit("Edited")
    #expect(
      await clone.experiments("diff", "HEAD", "HEAD~1").out.contains(
        "    report.md  was edited by hand or damaged, and is the run's again\n"))
    try append("More words.\n", to: "\(folder)/report.md", clone)
    #expect(await clone.experiments("diff").out.contains("(lines: +1 −0) on both sides: it does"))
  }

  @Test func aReportThatIsMissing() async throws {
    let clone = try committed()
    try clone.remove("\(folder)/report.md")
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1)
    #expect(out.contains("to the bit, but not report.md.\n"))
    #expect(out.contains("    report.md  missing now: render the notebook again"))
    try clone.commit("Gone")
    #expect(
      await clone.experiments("diff", "HEAD", "HEAD~1").out.contains("    report.md  added\n"))
    #expect(await clone.experiments("diff").status == 0)
  }

  @Test func aReportThatWasWovenAnew() async throws {
    let clone = try committed()
    let text = try clone.folder.text("\(folder)/report.md") + "Woven otherwise.\n"
    try clone.write(Array(text.utf8), "\(folder)/report.md")
    let metrics = try clone.folder.text("\(folder)/metrics.json")
    let old = try Metrics.read("\(clone.path)/\(folder)/metrics.json")
    try clone.write(
      Array(metrics.replacing(old.reportSHA256, with: Digest.sha256(of: text.utf8)).utf8),
      "\(folder)/metrics.json")
    #expect(
      await clone.experiments("diff").out.contains(
        "    report.md  other contents (lines: +1 −0)\n"))
    // Numbers that changed explain a report that did.
    try clone.write(Golden(loss: 1.25))
    #expect(!(await clone.experiments("diff").out.contains("report.md")))
  }

  @Test func metricsWithOtherContents() async throws {
    let clone = try committed()
    let metrics = try clone.folder.text("\(folder)/metrics.json")
    try clone.write(
      Array(metrics.replacing("a golden report", with: "another report").utf8),
      "\(folder)/metrics.json")
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1 && out.contains("    metrics.json  other contents\n"), "\(out)")
  }

  @Test func anyOtherFile() async throws {
    let clone = try committed()
    try clone.write(Array("One.\nTwo.\n".utf8), "\(folder)/notes.txt")
    try clone.write([0, 1, 2], "\(folder)/figures/data.bin")
    try clone.write([1], "\(folder)/.hidden")
    try clone.write([1], "\(folder)/provenance.json")
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1)
    #expect(
      out.contains("  other files\n    figures/data.bin  added\n    notes.txt         added\n\n"),
      "\(out)")
    try clone.commit("Files")
    try clone.write(Array("One.\nThree.\n".utf8), "\(folder)/notes.txt")
    try clone.write([0, 1, 3], "\(folder)/figures/data.bin")
    let changed = await clone.experiments("diff").out
    #expect(changed.contains("    figures/data.bin  other contents\n"))
    #expect(changed.contains("    notes.txt         other contents (lines: +1 −1)\n"), "\(changed)")
    #expect(await clone.experiments("diff", "HEAD", "HEAD~1").out.contains("notes.txt  "))
  }

  @Test func picturesThatWereNotDrawnAnew() async throws {
    let clone = try committed()
    let file = "\(folder)/figures/learning.png"
    let old = Array(try #require(clone.folder.bytes(file)))
    try clone.write(Golden(color: 1))
    try clone.write(old, file)
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1)
    #expect(
      out.contains(
        "    figures/learning.png  the same as before, though metrics.json tells another digest\n"),
      "\(out)")
  }

  @Test func aPictureThatWasEditedByHand() async throws {
    let clone = try committed()
    let file = "\(folder)/figures/learning.png"
    let old = try Bitmap.decoding(png: Array(try #require(clone.folder.bytes(file))))
    try clone.write(old.halved().png(), file)
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1)
    #expect(out.contains("  The notebook is the same. All numbers are the same to the bit; only"))
    #expect(
      out.contains("; now not what metrics.json tells of: edited by hand or damaged\n"), "\(out)")
    try clone.commit("Edited")
    #expect(
      await clone.experiments("diff", "HEAD", "HEAD~1").out.contains(
        "; before, it was not what metrics.json tells of"))
    // Of an animation, all frames together have a digest.
    try clone.write(Golden())
    try clone.commit("As it was")
    let plane = clone.folder.bytes("\(folder)/figures/plane.gif")
    try clone.write(Golden(frames: 4))
    let other = clone.folder.bytes("\(folder)/figures/plane.gif")
    try clone.write(Golden())
    #expect(plane != other)
    try clone.write(Array(try #require(other)), "\(folder)/figures/plane.gif")
    #expect(await clone.experiments("diff").out.contains("; now not what metrics.json tells of"))
  }

  @Test func aPictureThatIsMissing() async throws {
    let clone = try committed()
    try clone.remove("\(folder)/figures/learning.png")
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1)
    #expect(
      out.contains("    figures/learning.png  missing now: metrics.json still tells of it\n"),
      "\(out)")
    try clone.write([1], "\(folder)/figures/learning.png")
    #expect(await clone.experiments("diff").out.contains("  The notebook is the same. All numbers"))
  }
}
