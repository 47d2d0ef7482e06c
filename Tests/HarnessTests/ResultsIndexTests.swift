import Crypto
import Foundation
import Testing

@testable import Harness

@Suite struct ResultsIndexTests {
  @Test func showsEveryResultThatIsThere() async throws {
    let folder = try TemporaryFolder()
    for profile in ["standard", "smoke"] {
      _ = try await experiments("ring", "--profile", profile, "--output", folder.path)
    }
    #expect(
      try folder.text("README.md") == """
        # Results

        Made by `swift run experiments all`; the same notebook, seed and data give the same bits on every machine.

        | claims that hold | strokes | strokes-smoke |
        | --- | --- | --- |
        | `ring` | [✅ 1 of 1](strokes/ring/report.md) | [✅ 1 of 1](strokes-smoke/ring/report.md) |

        ## strokes

        \(card("strokes", count: 50))

        ## strokes-smoke

        \(card("strokes-smoke", count: 20))

        ## Digests

        SHA-256 of each `metrics.json`, which has those of the source, the data and every data set and picture. \
        To countersign: `swift run experiments verify --data DATA --json` runs everything again, and its \
        `result_sha256` is the same.

        ```text
        \(sha256("strokes/ring/metrics.json", in: folder))
        \(sha256("strokes-smoke/ring/metrics.json", in: folder))
        ```

        """)
  }

  /// The line that `sha256sum` writes.
  private func sha256(_ file: String, in folder: TemporaryFolder) -> String {
    let hash = SHA256.hash(data: folder.bytes(file) ?? Data())
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

  @Test func comparesModelsWithTheNearestToRealDigitsFirst() throws {
    let folder = try TemporaryFolder()
    func leave(_ notebook: String, _ results: [(String, Double)], strip: Bool = false) throws {
      let lab = lab(notebook: notebook)
      for (name, value) in results { lab.result(name, value) }
      let pictures = [
        RenderedPicture(
          name: "digits", files: [.init(path: "figures/digits.png", bytes: [])], shownWidth: 310,
          pixelSHA256: "00", isAnimated: false, isCover: false)
      ]
      let metrics = Metrics(record: lab.record, pictures: strip ? pictures : [], report: "")
      try Files.makeFolder("\(folder.path)/strokes/\(notebook)")
      try Files.write(
        Array(try metrics.text().utf8), to: "\(folder.path)/strokes/\(notebook)/metrics.json")
    }
    try leave("far", [("quality/frechet-distance", 40.126), ("quality/modes", 10)])
    try leave("ring", [("radius", 1)])
    let alone = ResultsIndex(output: folder.path) { _ in }
    #expect(alone.comparison("strokes") == nil)
    try leave(
      "near", [("quality/frechet-distance", 7.5), ("quality/label-agreement", 0.987)], strip: true)
    let index = ResultsIndex(output: folder.path) { _ in }
    let table = try #require(index.comparison("strokes")).split(separator: "\n").suffix(2)
    #expect(
      table.map(String.init) == [
        "| [`near`](strokes/near/report.md) | <img src=\"strokes/near/figures/digits.png\" width=\"310\" "
          + "alt=\"digits of near\"> | 7.5 | 0.987 | – | – | – | – |",
        "| [`far`](strokes/far/report.md) |  | 40.1 | – | – | 10 | – | – |",
      ])
    #expect(index.markdown.contains(table.joined(separator: "\n")))
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
