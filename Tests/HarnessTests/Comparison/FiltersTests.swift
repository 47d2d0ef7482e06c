import Foundation
import Testing

@testable import Comparisons
@testable import Platform

/// Files that git does not keep as they are: filters, and pointers of Git LFS.
@Suite struct FiltersTests {
  private func pointer(_ sha256: String) -> [UInt8] {
    Array(
      """
      version https://git-lfs.github.com/spec/v1
      oid sha256:\(sha256)
      size 12345

      """.utf8)
  }

  private let picture = "results/strokes/golden/figures/samples.png"

  @Test func filesAreReadThroughGitsFilters() async throws {
    let clone = try ResultsClone()
    try clone.git("config", "filter.fake.clean", "base64")
    try clone.git("config", "filter.fake.smudge", "base64 --decode")
    try clone.write(
      Array("*.png filter=fake -text\n*.gif filter=fake -text\n*.md filter=fake\n".utf8),
      ".gitattributes")
    try clone.write(Golden())
    try clone.commit("Results")
    #expect(try clone.git("cat-file", "blob", "HEAD:\(picture)").hasPrefix("iVBOR"))
    let (same, nothing, _) = await clone.experiments("diff")
    #expect(same == 0, "\(nothing)")
    try clone.write(Golden(grey: 90))
    try clone.commit("Other digits")
    let (status, out, _) = await clone.experiments("diff", "HEAD~1", "HEAD")
    #expect(status == 1 && out.contains("1 of 6 images: 5,") && !out.contains("!"), "\(out)")
    let (found, commit, _) = await clone.experiments(
      "bisect", "HEAD~1", "HEAD", "--figure", "samples")
    #expect(found == 1 && commit.contains("Other digits"))
    // A filter that fails leaves what git keeps.
    try clone.git("config", "filter.fake.smudge", "false")
    try clone.git("config", "filter.fake.required", "true")
    let (failed, text, _) = await clone.experiments("diff", "HEAD~1", "HEAD")
    #expect(failed == 2 && text.contains("samples.png of "), "\(text)")
  }

  @Test func aPointerIsNamedWithWhatToDo() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    let whole = Array(try #require(clone.folder.bytes(picture)))
    try clone.write(pointer(Digest.sha256(of: whole)), picture)
    try clone.commit("Pointers")
    // The file itself is what the pointer stands for.
    try clone.write(whole, picture)
    #expect(await clone.experiments("diff").status == 0)
    try clone.write(pointer(String(repeating: "0", count: 64)), picture)
    try clone.commit("Other pointers")
    let (status, out, _) = await clone.experiments(
      "diff", "HEAD~1", "HEAD", "--html", "\(clone.path)/page.html")
    #expect(status == 2)
    #expect(out.components(separatedBy: "it is a pointer of Git LFS, the file itself").count == 3)
    #expect(out.contains("git lfs pull") && out.contains("git lfs fetch --all"))
    #expect(
      out.contains(
        "    figures/samples.png  another picture, of which only pointers of Git LFS are here\n"))
    try clone.write(Golden(grey: 90))
    let (half, text, _) = await clone.experiments("diff", "--json")
    #expect(half == 2 && text.contains("the old one is only a pointer of Git LFS"), "\(text)")
    #expect(text.contains("\"kind\": \"pointer\""))
  }

  @Test func textsMayBePointers() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(pointer("1"), "results/strokes/golden/report.md")
    let (report, out, _) = await clone.experiments("diff")
    #expect(report == 2)
    #expect(
      out.contains("! strokes/golden/report.md of work tree cannot be read: it is a pointer"))
    #expect(!out.contains("edited by hand"))
    try clone.write(pointer("1"), "results/strokes/golden/metrics.json")
    let (metrics, text, _) = await clone.experiments("diff")
    #expect(metrics == 2 && text.contains("metrics.json of work tree cannot be read: it is a poi"))
  }

  @Test func whatIsNoPointer() {
    #expect(LFSPointer(pointer("abc"))?.sha256 == "abc")
    #expect(LFSPointer(Array("version https://example.org\noid sha256:1\n".utf8)) == nil)
    #expect(LFSPointer([]) == nil && LFSPointer([0x89, 0x50]) == nil)
    let crlf = String(decoding: pointer("abc"), as: UTF8.self).replacing("\n", with: "\r\n")
    #expect(LFSPointer(Array(crlf.utf8))?.sha256 == "abc")
  }
}
