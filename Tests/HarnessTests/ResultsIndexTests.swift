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

        """)
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
