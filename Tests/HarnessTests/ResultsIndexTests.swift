import Foundation
import HDF5Storage
import Hashing
import Raster
import Testing

@testable import Notebooks
@testable import Platform
@testable import Records
@testable import Weaving

@Suite struct ResultsIndexTests {
  @Test func showsResultsThatAreMeantToBeKeptAndNoTrials() async throws {
    let folder = try TemporaryFolder()
    for words in [[], ["--profile", "smoke"], ["--seed", "2"], ["--set", "points=7"]] {
      let (status, _) = try await experiments(
        arguments: ["ring", "--output", folder.path] + words, notebooks: [Ring.self])
      #expect(status == 0)
    }
    try FileManager.default.copyItem(
      atPath: "\(folder.path)/strokes", toPath: "\(folder.path)/kept")
    try ResultsIndex.update(output: folder.path) { _ in }
    #expect(
      try folder.text("README.md") == """
        # Results

        Made by `swift run experiments all`; the same notebook, seed and data give the same bits on every machine. \
        [What the measures mean](measures.md).

        | claims that hold | kept | strokes |
        | --- | --- | --- |
        | `ring` | [✅ 1 of 1](kept/ring/report.md) | [✅ 1 of 1](strokes/ring/report.md) |

        ## kept

        \(card("kept", count: 50))

        ## strokes

        \(card("strokes", count: 50))

        ## Digests

        SHA-256 of each `metrics.json`, which has those of the source, the data and every data set and picture. \
        To countersign: `swift run experiments verify --data DATA --json` runs everything again, and its \
        `result_sha256` is the same.

        ```text
        \(sha256("kept/ring/metrics.json", in: folder))
        \(sha256("strokes/ring/metrics.json", in: folder))
        ```

        """)
  }

  @Test func hasThePageOnMeasuresBesideItWhichIsMended() async throws {
    let folder = try TemporaryFolder()
    let page = Array(MeasuresPage.markdown.utf8)
    for contents in [nil, "damaged"] {
      if let contents {
        try Data(contents.utf8).write(to: URL(filePath: "\(folder.path)/measures.md"))
      }
      let (status, _) = try await experiments(
        arguments: ["ring", "--output", folder.path], notebooks: [Ring.self])
      #expect(status == 0)
      #expect(folder.bytes("measures.md").map(Array.init) == page)
    }
  }

  /// The line that `sha256sum` writes.
  private func sha256(_ file: String, in folder: TemporaryFolder) -> String {
    let hash = SHA256.hash(folder.bytes(file) ?? Data())
    return hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      + "  \(file)"
  }

  private func card(_ group: String, count: Int) -> String {
    """
    ### [A ring](\(group)/ring/report.md)

    <a href="\(group)/ring/report.md"><img align="right" width="360" \
    src="\(group)/ring/figures/moving.gif" alt="A ring"></a>

    Every kind of output.

    - `count` **\(count) points**: Points drawn
    - ✅ There are points: \(count) > 0

    <br clear="right">
    """
  }

  /// Writes what a run leaves that the index reads; a log only for a grey, that of all generated digits.
  private func leave(
    _ notebook: String, _ results: [(String, Double)], grey: UInt8? = nil,
    in folder: TemporaryFolder
  ) throws {
    let lab = lab(notebook: notebook, profile: .standard)
    for (name, value) in results { lab.metric(name, value) }
    if let grey {
      let digits = [UInt8](repeating: 255, count: 7840) + [UInt8](repeating: grey, count: 7840)
      lab.record(digits, at: "quality/digits", shape: [2, 10, 28, 28], description: "Digits")
    }
    let metrics = try Metrics(record: lab.record, pictures: [], report: "")
    let result = "\(folder.path)/strokes/\(notebook)"
    try Files.makeFolder(result)
    try Files.write(Array(try metrics.text().utf8), to: "\(result)/metrics.json")
    if grey != nil { try lab.record.write(to: "\(result)/log.h5") }
  }

  @Test func comparesModelsInTheOrderOfTheirArticlesBelowRealDigits() throws {
    let folder = try TemporaryFolder()
    func leave(_ notebook: String, _ results: [(String, Double)], grey: UInt8? = nil) throws {
      try self.leave(notebook, results, grey: grey, in: folder)
    }
    try leave("far", [("quality/frechet-distance", 40.126), ("quality/modes", 10)], grey: 40)
    try leave("ring", [("radius", 1)])
    let alone = ResultsIndex(output: folder.path) { _ in }
    #expect(alone.comparison("strokes") == nil)
    #expect(alone.modelsSideBySide("strokes") == nil)
    try leave(
      "near",
      [
        ("quality/frechet-distance", 7.5), ("quality/plain-frechet-distance", 1.25),
        ("quality/label-agreement", 0.987), ("quality/latent", 2),
        ("quality/real/frechet-distance", 0.41), ("quality/real/recall", 0.951),
      ], grey: 90)
    try leave("blind", [("quality/frechet-distance", 99)])
    let order = ["missing", "ring", "near", "far"]
    try ResultsIndex.update(output: folder.path, order: order) { _ in }
    let index = ResultsIndex(output: folder.path, order: order) { _ in }
    #expect(index.entries.map(\.folder) == ["ring", "near", "far", "blind"])
    let comparison = try #require(index.comparison("strokes"))
    #expect(index.markdown.contains(comparison))
    let rows = comparison.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2)
    #expect(
      rows.map(String.init) == [
        "| training digits | – | – | 0.41 | – | 0.951 | – | – | – | – | – | – |",
        "| [`near`](strokes/near/report.md) | 2 | 1.25 | 7.5 | – | – | – | 0.987 | – | – | – | – |",
        "| [`far`](strokes/far/report.md) | – | – | 40.1 | – | – | – | – | – | 10 | – | – |",
        "| [`blind`](strokes/blind/report.md) | – | – | 99 | – | – | – | – | – | – | – | – |",
      ])
    // Ink on white: the real digits' row is black, the first model is darker than the other one.
    let grid = try #require(index.modelsSideBySide("strokes"))
    #expect(grid.rowLabels == ["real", "near", "far"])
    let picture = try Bitmap.decoding(
      png: Array(Data(contentsOf: URL(filePath: "\(folder.path)/strokes/models.png"))))
    #expect(comparison.contains("<img src=\"strokes/models.png\" width=\"\(picture.width)\""))
    let column = (0..<picture.height).map { picture.pixels[3 * (($0 + 1) * picture.width - 40)] }
    let levels = zip(column, column.dropFirst()).filter { $0 != $1 && $1 != 255 }.map(\.1)
    #expect(levels == [0, 165, 215])
  }

  @Test func showsEachAnchorOnceAndNamesWhoWasMeasuredBesideOthers() throws {
    let folder = try TemporaryFolder()
    func leave(_ notebook: String, _ rows: [(measure: String, blurred: any ScalarRepresentable)])
      throws
    {
      let lab = lab(notebook: notebook, profile: .standard)
      lab.metric("quality/frechet-distance", 7)
      lab.table("Another one", columns: ["measure", "samples"], rows: [["a", 1]])
      lab.table(
        "Measures", columns: MeasuresTable.columns(anchors: ["training digits", "blurred"]),
        rows: rows.map { [$0.measure, 0.5, 1, 0.8623, $0.blurred, "more"] },
        metrics: rows.map { "quality/\($0.measure)" })
      let metrics = try Metrics(record: lab.record, pictures: [], report: "")
      #expect(try JSON.decode(metrics.text()) as Metrics == metrics)
      #expect(metrics.anchors?.map(\.name) == ["training digits", "blurred"])
      let result = "\(folder.path)/strokes/\(notebook)"
      try Files.makeFolder(result)
      try Files.write(Array(try metrics.text().utf8), to: "\(result)/metrics.json")
    }
    func comparison() throws -> String {
      let index = ResultsIndex(output: folder.path, order: ["a", "b", "c"]) { _ in }
      return try #require(index.comparison("strokes"))
    }
    try leave("a", [("recall", 0.0272), ("label-agreement", "–")])
    try leave("b", [("recall", 0.0272), ("precision", 0.7844)])
    let agreed = try comparison()
    #expect(!agreed.contains("Not to be compared"))
    #expect(
      agreed.contains(
        """
        | training digits | – | – | – | 0.862 | 0.862 | – | 0.862 | – | – | – | – |
        | blurred | – | – | – | 0.784 | 0.0272 | – | – | – | – | – | – |
        | [`a`](strokes/a/report.md) |
        """))
    // A judge of another version reads other figures.
    try leave("c", [("recall", 0.03), ("sharpness", 0.17)])
    let differing = try comparison()
    #expect(differing.contains("measured beside other anchors: `c`; to be run again."))
    #expect(differing.contains("| blurred | – | – | – | 0.784 | 0.0272 | – | – | – | – | – | – |"))
  }

  @Test func whereLogsAreMissingThePictureOfTheModelsStays() throws {
    let folder = try TemporaryFolder()
    func update() throws -> Data? {
      try ResultsIndex.update(output: folder.path) { _ in }
      let text = try folder.text("README.md")
      #expect(text.contains("<img src=\"strokes/models.png\""))
      return folder.bytes("strokes/models.png")
    }
    try leave("near", [("quality/frechet-distance", 7)], grey: 90, in: folder)
    try leave("far", [("quality/frechet-distance", 40)], grey: 40, in: folder)
    let picture = try #require(try update())
    // As in a clone, in which one of the two is run again.
    try FileManager.default.removeItem(atPath: "\(folder.path)/strokes/near/log.h5")
    try leave("far", [("quality/frechet-distance", 40)], grey: 60, in: folder)
    #expect(try update() == picture)
    try leave("near", [("quality/frechet-distance", 7)], grey: 90, in: folder)
    let drawnAgain = try #require(try update())
    #expect(drawnAgain != picture)
    // Damaged, it is named, left out and, once it can be, drawn anew.
    for name in ["near", "far"] {
      try FileManager.default.removeItem(atPath: "\(folder.path)/strokes/\(name)/log.h5")
    }
    try Files.write(Array(picture.prefix(100)), to: "\(folder.path)/strokes/models.png")
    var problems: [String] = []
    try ResultsIndex.update(output: folder.path) { problems.append($0) }
    #expect(problems.count == 1 && problems.first?.contains("models.png") == true)
    #expect(try !folder.text("README.md").contains("models.png"))
    try leave("near", [("quality/frechet-distance", 7)], grey: 90, in: folder)
    try leave("far", [("quality/frechet-distance", 40)], grey: 60, in: folder)
    #expect(try update() == drawnAgain)
  }

  @Test func leavesOutWhatItCannotRead() throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/strokes/broken")
    try Files.write(Array("{".utf8), to: "\(folder.path)/strokes/broken/metrics.json")
    var problems: [String] = []
    let index = ResultsIndex(output: folder.path) { problems.append($0) }
    #expect(index.markdown.hasSuffix("No results yet.\n"))
    #expect(problems.count == 1)
  }
}
