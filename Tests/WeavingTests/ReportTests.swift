import HarnessTestSupport
import Testing

@testable import Records
@testable import Weaving

/// The oracle: Markdown written by hand.
@Suite struct ReportTests {
  private func article(of record: RunRecord, pictures: [Report.Picture] = []) -> String {
    let markdown = Report(record: record, pictures: pictures).markdown
    return String(
      markdown.prefix(upTo: markdown.firstRange(of: "## Digests")?.lowerBound ?? markdown.endIndex))
  }

  @Test func placesEveryOutputAfterTheBlockWhoseLineMadeIt() {
    let source = """
      //: # The title
      //:
      //: Prose with `code`.
      let a = 1
      lab.note("first") //hide
      lab.figure("b")
      //: ## Next
      for i in 0..<2 {
        lab.result("r\\(i)", i)
      }
      """
    let outputs = [
      output(
        .result(ResultOutput(name: "r0", value: .int(0), unit: "", description: "zero")), line: 9),
      output(
        .figure(FigureOutput(name: "b", caption: "A \"b\" & c", spec: .image("x"), isCover: false)),
        line: 6),
      output(
        .result(
          ResultOutput(name: "r1", value: .double(0.1234567), unit: "nats", description: "a|b")),
        line: 9),
      output(.note("first"), line: 5),
      output(.note("from a helper"), line: 1, file: "experiments/Other.swift"),
    ]
    let picture = Report.Picture(
      name: "b", file: "figures/b.png", shownWidth: 300, pixelSHA256: "00")
    let expected = """
      # The title

      *Data: strokes · profile: standard · seed: 7*

      Prose with `code`.

      ```swift
      let a = 1
      lab.figure("b")
      ```

      first

      <img src="figures/b.png" width="300" alt="A &quot;b&quot; &amp; c">

      *A "b" & c*

      ## Next

      ```swift
      for i in 0..<2 {
        lab.result("r\\(i)", i)
      }
      ```

      | result | value | unit | meaning |
      | --- | ---: | --- | --- |
      | `r0` | 0 |  | zero |
      | `r1` | 0.123457 | nats | a\\|b |

      ## Also recorded

      from a helper

      ## Results

      | result | value | unit | meaning |
      | --- | ---: | --- | --- |
      | `r0` | 0 |  | zero |
      | `r1` | 0.123457 | nats | a\\|b |


      """
    #expect(article(of: record(source: source, outputs: outputs), pictures: [picture]) == expected)
  }

  @Test func setsPicturesWithOneCaptionSideBySide() {
    let outputs = [("a", "both"), ("b", "both"), ("c", "alone")].map { name, caption in
      output(
        .figure(FigureOutput(name: name, caption: caption, spec: .image("x"), isCover: false)),
        line: 1)
    }
    let pictures = ["a", "b", "c"].map {
      Report.Picture(name: $0, file: "\($0).png", shownWidth: 9, pixelSHA256: "00")
    }
    let article = article(of: record(source: "draw()", outputs: outputs), pictures: pictures)
    #expect(
      article.hasSuffix(
        """
        <img src="a.png" width="9" alt="both">
        <img src="b.png" width="9" alt="both">

        *both*

        <img src="c.png" width="9" alt="alone">

        *alone*


        """))
  }

  @Test func endsWithClaimsSettingsAndDigests() {
    let settings = [
      RecordedSetting(key: "epochs", description: "passes", value: .int(5), preset: .int(60)),
      RecordedSetting(
        key: "rate", description: "step size", value: .double(1e-4), preset: .double(1e-4)),
    ]
    let outputs = [
      output(.claim(ClaimOutput(text: "It holds", holds: true, detail: "1 ≤ 2")), line: 1),
      output(.claim(ClaimOutput(text: "It fails", holds: false, detail: "")), line: 1),
      output(.warning("Look\n\nout"), line: 2),
      output(
        .table(
          TableOutput(caption: "Numbers", columns: ["n", "text"], rows: [[.int(1), .string("a")]])),
        line: 2),
    ]
    // The digests: printf 'claim()\nwarn()' | sha256sum; printf 'uint8 [2]\n\001\002' | sha256sum
    var record = record(source: "claim()\nwarn()", outputs: outputs, settings: settings)
    record.arrays["x"] = RecordedArray([UInt8(1), 2], shape: [2], description: "")
    let expected = """
      # Golden

      *Data: strokes · profile: standard · seed: 7 · [1 of 2 claims hold](#claims)*

      ```swift
      claim()
      warn()
      ```

      - ✅ It holds: 1 ≤ 2
      - ❌ It fails

      > [!WARNING]
      > Look
      >
      > out

      | n | text |
      | ---: | --- |
      | 1 | a |

      *Numbers*

      ## Claims

      - ✅ It holds: 1 ≤ 2
      - ❌ It fails

      ## Settings

      | setting | value | meaning |
      | --- | --- | --- |
      | `epochs` | 5 instead of 60 | passes |
      | `rate` | 0.0001 | step size |

      ## Digests

      SHA-256 of the source, of the data, of the pixels of every picture, and of every data set of
      `log.h5` (its type, shape and values). Equal digests are equal bits.

      <details><summary>2 digests</summary>

      ```text
      0ed442baada68e000ad83859d1a355c3e6c80ebf9530e85dc4d8a7ad353ae7e5  source Golden.swift
      7f6537b71966f12bb2f7561f5ce7a577cddf629243af31cb4b0325d72319e51d  uint8 [2] x
      ```

      </details>

      """
    #expect(Report(record: record, pictures: []).markdown == expected)
  }

  @Test func fencesCodeWithMoreBackticksThanItHas() {
    let source = "let s = \"\"\"\n  ```swift\n  ````\n  \"\"\""
    #expect(article(of: record(source: source)).contains("`````swift\n\(source)\n`````"))
  }

  @Test func saysThatASmokeRunMeansNothing() {
    #expect(article(of: record(source: "", profile: .smoke)).contains("> [!NOTE]\n> This run"))
  }

  @Test func dependsOnNoOrderOfRecording() {
    let names = (0..<40).map { "series/\($0)" }
    var forward = record(source: "x")
    var backward = record(source: "x")
    let array = RecordedArray([Float(1)], shape: [1], description: "")
    for name in names { forward.arrays[name] = array }
    for name in names.reversed() { backward.arrays[name] = array }
    #expect(
      Report(record: forward, pictures: []).markdown
        == Report(record: backward, pictures: []).markdown)
  }
}
