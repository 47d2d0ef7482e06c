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
        lab.metric("r\\(i)", i)
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
        lab.metric("r\\(i)", i)
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

  @Test func tellsWhyAClaimIsNotAboutTheRun() {
    let text = Report(
      record: record(
        source: "claim()",
        outputs: [
          output(.claim(ClaimOutput(text: "It holds", holds: true, detail: "1 ≤ 2")), line: 1),
          output(.claim(ClaimOutput(text: "Or so", holds: nil, detail: "other digits")), line: 1),
        ]), pictures: []
    ).markdown
    #expect(text.contains("[1 of 1 claims hold](#claims)"))
    #expect(text.contains("- ➖ Or so (not applicable: other digits)"))
  }

  @Test func setsTheArticleBesideTheRun() {
    let article = Article(
      "Doe", 2017, "On curves", "https://example.org/curves",
      items: [
        .number("Loss", "1.5 nats", "loss"), .figure("The curve", "curve", "longer"),
        .missing("A proof", because: "it is wrong"),
      ])
    let outputs = [
      output(
        .result(ResultOutput(name: "loss", value: .double(1.25), unit: "nats", description: "")),
        line: 1)
    ]
    let setting = RecordedSetting(
      key: "epochs", description: "passes", value: .int(5), preset: .int(5), article: .int(60))
    let record = record(
      source: "run()", outputs: outputs, settings: [setting], articles: [article],
      references: [Citation("Roe and Poe", 1999, "Lines")])
    let text = Report(
      record: record,
      pictures: [.init(name: "curve", file: "figures/curve.png", shownWidth: 1, pixelSHA256: "")]
    ).markdown
    for part in [
      "Reproduces Doe (2017): [On curves](https://example.org/curves).",
      """
      | in the article | there | here |
      | --- | --- | --- |
      | Loss | 1.5 nats | 1.25 nats |
      | The curve | figure | [`curve`](figures/curve.png); longer |
      | A proof | there | it is wrong |

      *Of 1 settings 1 differ from the article's, and `--profile article` has its values: `epochs`*
      """,
      "## References\n\n- Doe (2017): [On curves](https://example.org/curves)\n- Roe and Poe (1999): *Lines*",
    ] { #expect(text.contains(part), "\(text)") }
  }

  @Test func countsTheParametersOfNetworks() {
    var record = record(source: "run()", outputs: [])
    for (name, count) in [
      ("dense/weights", 6), ("dense/bias", 2), ("norm/mean", 2), ("norm/variance", 2),
    ] {
      record.arrays["parameters/net/\(name)"] = RecordedArray(
        [Float](repeating: 0, count: count), shape: [count], description: "")
    }
    #expect(Report(record: record, pictures: []).markdown.contains("| `net` | 8 | 4 |"))
  }

  @Test func endsWithClaimsAndDigests() {
    let settings = [
      RecordedSetting(key: "epochs", description: "passes", value: .int(5), preset: .int(60)),
      RecordedSetting(
        key: "rate", description: "step | size", value: .double(1e-4), preset: .double(1e-4)),
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

      | setting | meaning | value |
      | --- | --- | --- |
      | `epochs` | passes | 5, standard 60 |
      | `rate` | step \\| size | 0.0001 |

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

  @Test func showsTheSettingsBesideTheArticlesWhereTheyAreDeclared() {
    let source = """
      import Harness

      //: # Title
      //:
      //: Words.

      struct X: Notebook {
        static let name = "x"
        @Setting("passes", article: 1000) var epochs = 60
        let training = Training()
      }

      //: ## Networks

      let network = 1
      """
    let settings = [
      RecordedSetting(
        key: "epochs", description: "passes", value: .int(5), preset: .int(60), article: .int(1000)),
      RecordedSetting(
        key: "rate", description: "learning rate", value: .double(1e-3), preset: .double(1e-3),
        article: .double(1e-3), group: "training"),
    ]
    let expected = """
      # Title

      *Data: strokes · profile: standard · seed: 7*

      Words.

      | setting | meaning | value | article |
      | --- | --- | --- | --- |
      | `epochs` | passes | **5**, standard 60 | 1000 |
      | `rate` | learning rate | 0.001 | 0.001 |

      *Settings; values that differ from the article's are bold*

      ## Networks

      ```swift
      let network = 1
      ```


      """
    #expect(article(of: record(source: source, settings: settings)) == expected)
  }

  @Test func showsIncludedFilesWhereTheyAreNamedWithTheOutputsOfTheirLines() {
    let source = "//: # Title\n//:include Shared/A.swift\nf()\n//:include Shared/A.swift\n//: End"
    let outputs = [
      output(.note("of f"), line: 3), output(.note("of g"), line: 5, file: "experiments/A.swift"),
      output(.note("of h"), line: 1, file: "experiments/B.swift"),
    ]
    let included = [
      SourceFile(
        path: "Shared/A.swift", text: "import X\n//: ## Shared\n//:include Shared/B.swift\n\ng()"),
      SourceFile(path: "Shared/B.swift", text: "h()"),
    ]
    let expected = """
      # Title

      *Data: strokes · profile: standard · seed: 7*

      ## Shared

      ```swift
      h()
      ```

      of h

      ```swift
      g()
      ```

      of g

      ```swift
      f()
      ```

      of f

      End


      """
    let record = record(source: source, outputs: outputs, included: included)
    #expect(article(of: record) == expected)
    let report = Report(record: record, pictures: []).markdown
    // printf 'h()' | sha256sum
    #expect(
      report.contains(
        "26d70ed86cb11073c2a011b4d3837a917f9d34c688356acbb6f61a8f66a8d511  source Shared/B.swift"))
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
