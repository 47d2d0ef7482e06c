import Foundation
import Raster
import TestSupport
import Testing

@testable import Platform

/// What is written besides the terminal's text.
@Suite struct DiffOutputTests {
  private func changed() throws -> ResultsClone {
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(learningRate: 0.01, loss: 2.5, grey: 90))
    return clone
  }

  @Test func picturesOfTheChange() async throws {
    let clone = try changed()
    let (_, out, _) = await clone.experiments("diff")
    #expect(out.contains("Pictures of the changes: \(clone.results)-diff\n"))
    let files = clone.folder.files().filter { $0.hasPrefix("results-diff/") }
    let figures = ["learning", "plane", "samples"].flatMap { name in
      ["gif", "png"].map { "results-diff/strokes/golden/\(name).\($0)" }
    }
    #expect(files == ["results-diff/.gitignore"] + figures)
    for file in figures {
      let bytes = Array(try #require(clone.folder.bytes(file)))
      if file.hasSuffix(".gif") {
        let gif = try DecodedAnimation(gif: bytes)
        #expect(gif.frames.count == 2 && gif.frames[0] != gif.frames[1])
      } else {
        #expect(try Bitmap.decoding(png: bytes).width > 100)
      }
    }
    // Git does not see the folder, and the next comparison takes away what is no longer true.
    #expect(try !clone.git("status", "--porcelain").contains("results-diff"))
    try clone.commit("Changed")
    _ = await clone.experiments("diff")
    #expect(!Files.exists("\(clone.results)-diff"))
  }

  @Test func jsonHasEveryNumberInFull() async throws {
    let clone = try changed()
    let (status, out, _) = await clone.experiments("diff", "--json")
    #expect(status == 1)
    struct Root: Decodable {
      let changed: Bool
      let claim_broke: Bool
      let notebooks: [Notebook]
    }
    struct Notebook: Decodable {
      let folder: String
      let metrics: [Metric]
      let figures: [Figure]
    }
    struct Metric: Decodable {
      let name: String
      let old: Double
      let new: Double
      let change: Double
      let percent: Double
      let ulps: Int
      let verdict: String
    }
    struct Figure: Decodable {
      let file: String
      let pixels: Pixels
      let side_by_side: String
    }
    struct Pixels: Decodable {
      let changed: Int
      let greatest: Int
      let cells: [Int]?
    }
    let root = try JSONDecoder().decode(Root.self, from: Data(out.utf8))
    #expect(root.changed && root.claim_broke)
    let notebook = try #require(root.notebooks.first)
    let loss = try #require(notebook.metrics.first { $0.name == "loss" })
    #expect(loss.old == 1.5 && loss.new == 2.5 && loss.change == 1 && loss.verdict == "worse")
    #expect(UInt64(loss.ulps) == 2.5.bitPattern - 1.5.bitPattern)
    let samples = try #require(notebook.figures.first { $0.file == "figures/samples.png" })
    // A hundred pixels of the fifth digit, each drawn as a hundred, went from 255 − 200 to 255 − 90.
    #expect(samples.pixels.changed == 10_000 && samples.pixels.greatest == 110)
    #expect(samples.pixels.cells == [5])
    #expect(Files.exists(samples.side_by_side))
  }

  @Test func markdownForAComment() async throws {
    let clone = try changed()
    let (status, out, _) = await clone.experiments(
      "diff", "--markdown", "--pictures-url", "https://example.org/p?a=1&b=2")
    #expect(status == 1)
    #expect(out.contains("### Results: 1 notebook changed."))
    #expect(out.contains("- ❌ `strokes/golden` The loss is at most 2 nats — **fails now**: "))
    #expect(out.contains("| `loss`, nats | 1.5 | 2.5 | +1 | +66.7 % |"))
    #expect(out.contains("https://example.org/p?a=1&amp;b=2/strokes/golden/samples.png"))
    #expect(out.contains("```diff\n@@"))
  }

  @Test func aLongCommentIsShortened() async throws {
    let clone = try ResultsClone()
    for index in 0..<40 { try clone.write(Golden(), at: "strokes/n\(index)") }
    try clone.commit("Results")
    for index in 0..<40 {
      try clone.write(
        Golden(prose: String(repeating: "word ", count: 300), loss: 2.5, grey: 90),
        at: "strokes/n\(index)")
    }
    let (_, out, _) = await clone.experiments("diff", "--markdown")
    #expect(out.unicodeScalars.count <= 65_536)
    #expect(out.contains("Shortened for a comment"))
    #expect(out.count { $0 == "❌" } == 40)
  }

  @Test func thePageNeedsNothingElse() async throws {
    let clone = try changed()
    let file = "\(clone.path)/page.html"
    let (status, _, err) = await clone.experiments("diff", "--html", file)
    #expect(status == 1 && err == "page: \(file)\n")
    let page = try clone.folder.text("page.html")
    #expect(page.contains("default-src 'none'; img-src data:"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src=\"/"))
    // Old and new of every changed picture are in it, without loss.
    let films = try films(of: page).values
    for name in ["learning.png", "samples.png"] {
      let now = try #require(clone.folder.bytes("results/strokes/golden/figures/\(name)"))
      let bitmap = try Bitmap.decoding(png: Array(now))
      #expect(films.contains { $0.count == 2 && $0[1] == bitmap && $0[0] != bitmap }, "\(name)")
    }
    // Of an animation every frame of both sides, in turn.
    let plane = try #require(clone.folder.bytes("results/strokes/golden/figures/plane.gif"))
    let animation = try DecodedAnimation(gif: Array(plane))
    #expect(
      films.contains { film in
        film.indices.filter { $0 % 2 == 1 }.map { film[$0] } == animation.frames
      })
    let delays = animation.delays.map(String.init).joined(separator: ",")
    #expect(page.contains("data-delays=\"\(delays)\"") && !page.contains("image/gif"))
    #expect(page.components(separatedBy: "<figure class=\"change").count >= 1)
    #expect(page.contains("data-changed=\"1,2\""))
  }

  @Test func thePageHasPicturesOfTheSameFilesOnce() async throws {
    let clone = try ResultsClone()
    for name in ["one", "other"] { try clone.write(Golden(), at: "strokes/\(name)") }
    try clone.commit("Results")
    for name in ["one", "other"] { try clone.write(Golden(grey: 90), at: "strokes/\(name)") }
    let file = "\(clone.path)/page.html"
    #expect(await clone.experiments("diff", "--html", file).status == 1)
    let page = try clone.folder.text("page.html")
    let films = try films(of: page)
    #expect(!films.isEmpty)
    for name in films.keys {
      #expect(page.components(separatedBy: "data-film=\"\(name)\"").count == 3, "\(name)")
    }
  }

  /// The pictures of each film of a page, by its name.
  private func films(of page: String) throws -> [String: [Bitmap]] {
    let characters = (33...126).map { UInt8($0) }.filter { !"\"&<".utf8.contains($0) }
    let values = [UInt8: Int](
      uniqueKeysWithValues: characters.enumerated().map { ($1, $0) })
    var films: [String: [Bitmap]] = [:]
    for part in page.components(separatedBy: "<script type=\"text/plain\" id=\"").dropFirst() {
      let head = try #require(part.range(of: "\">"))
      let tail = try #require(part.range(of: "</script>"))
      let text = try part[head.upperBound..<tail.lowerBound].utf8.map { try #require(values[$0]) }
      var bits: [Int] = []
      for place in stride(from: 0, to: text.count, by: 2) {
        let number = 91 * text[place] + text[place + 1]
        bits += (0..<13).map { number >> $0 & 1 }
      }
      let bytes = stride(from: 0, to: bits.count - 7, by: 8).map { start in
        (0..<8).reduce(UInt8(0)) { $0 | UInt8(bits[start + $1] << $1) }
      }
      films[String(part[..<head.lowerBound])] = FilmDecoder(bytes).pictures.map {
        Bitmap(width: $0.width, height: $0.height, pixels: $0.pixels)
      }
    }
    return films
  }

  @Test func thePageMayBeNamedWithoutAFolder() async throws {
    let clone = try changed()
    let name = "page-\(UUID()).html"
    defer { try? FileManager.default.removeItem(atPath: name) }
    #expect(await clone.experiments("diff", "--html", name).status == 1)
    #expect(Files.exists(name))
  }

  @Test func textFromARepositoryIsNoHTML() async throws {
    let clone = try ResultsClone()
    let claim = "<script>alert(1)</script> & \"quotes\""
    try clone.write(Golden(claim: claim))
    try clone.commit("<img src=x onerror=alert(2)>")
    try clone.write(Golden(loss: 2.5, claim: claim))
    let file = "\(clone.path)/page.html"
    let (_, markdown, _) = await clone.experiments("diff", "--markdown", "--html", file)
    for text in [try clone.folder.text("page.html"), markdown] {
      #expect(!text.contains("<script>alert") && !text.contains("<img src=x"))
      #expect(text.contains("&lt;script&gt;alert(1)"))
    }
  }

  @Test func jsonAndMarkdownExcludeEachOther() async throws {
    let clone = try changed()
    #expect(await clone.experiments("diff", "--json", "--markdown").status == 64)
  }
}
