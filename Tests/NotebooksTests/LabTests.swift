import HarnessTestSupport
import Tensors
import Testing

@testable import Notebooks
@testable import Records

@Suite struct LabTests {
  @Test func notesTheLineOfEveryOutput() {
    let lab = lab()
    lab.note("here")
    let line = #line - 1
    #expect(lab.record.outputs.map(\.line) == [line])
    #expect(lab.record.outputs.map(\.file) == [#fileID])
  }

  @Test func givesGrowingDataSetsOfAGroupTheSameSteps() {
    let lab = lab()
    for step in [0, 5] {
      lab.manifold("a", [1, 2], height: 1, width: 2, step: step)
      lab.manifold("b", [3], height: 1, width: 1, step: step)
    }
    #expect(lab.record.arrays["manifold/a"]?.values == .uint8([1, 2, 1, 2]))
    #expect(lab.record.arrays["manifold/a"]?.shape == [2, 1, 2])
    #expect(lab.record.arrays["manifold/b"]?.shape == [2, 1, 1])
    #expect(lab.record.arrays["manifold/steps"]?.values == .int64([0, 5]))
  }

  @Test func aMetricCanBeTheValueAtAStepOrTheRankCorrelationOfTwoSeries() {
    let lab = lab()
    for (step, value) in [(0, 5.0), (20, 3), (40, 4), (60, 1)] {
      lab.log("distance", value, step: step)
      if step != 20 { lab.log("quality", value * value, step: step) }
    }
    lab.metric("early", of: "distance", atStep: 45, "Distance at step 45")
    lab.rankCorrelation("together", of: "distance", and: "quality", "Both at steps 0, 40 and 60")
    #expect(lab.record.results.map(\.value) == [.double(4), .double(1)])
    #expect(lab.mistake == nil)
    lab.metric("before", of: "distance", atStep: -1, "Nothing so early")
    #expect(lab.mistake?.problem == "nothing was logged as distance up to step -1")
  }

  @Test func aMetricsFinalValueIsTheLastOfItsSeriesOrTheMeanOfTheLastFew() {
    let lab = lab()
    lab.log("loss", Float(2), step: 1)
    lab.log("loss", 1.5, step: 2)
    #expect(lab.metric("loss", "Loss") == 1.5)
    #expect(lab.metric("loss/mean", of: "loss", meanOfLast: 2, "Mean loss") == 1.75)
    #expect(lab.record.results.map(\.value) == [.double(1.5), .double(1.75)])
    #expect(lab.mistake == nil)
    lab.metric("other", "Nothing of this name")
    #expect(
      lab.mistake?.problem == "nothing was logged as other, so the metric other has no last value")
  }

  @Test func aSeriesHasTheDescriptionAndTheUnitThatWereTold() throws {
    let lab = lab()
    lab.describe(["loss": "Test loss", "other": "Another loss"], unit: "nats")
    lab.log("loss", 1.5, step: 1)
    lab.log("other", 2.5, step: 1, "What the call says", unit: "dB")
    lab.log("bare", 3.5, step: 1)
    let told = ["loss", "other", "bare"].map { lab.record.arrays["metrics/\($0)/value"] }
    #expect(
      told.map { $0?.description } == [
        "Test loss [value]", "What the call says [value]", "bare [value]",
      ])
    #expect(told.map { $0?.unit } == ["nats", "dB", ""])
    #expect(lab.record.arrays["metrics/loss/step"]?.unit == "")
    lab.metric("loss", "Loss")
    lab.metric("again", of: "loss", atStep: 1, "Loss")
    lab.metric("half", of: "other", unit: "bel", "Loss")
    #expect(lab.record.results.map(\.unit) == ["nats", "nats", "bel"])
    #expect(lab.mistake == nil)
    lab.describe(["loss": ""])
    #expect(lab.mistake?.problem == "the description of the series loss is empty")
  }

  @Test func stepsOfATrainingLoopHaveItsUnit() throws {
    let lab = lab()
    try lab.train(iterations: 2, period: 1, saving: []) { _ in
      ["loss": 1]
    } afterPeriod: { step in
      lab.append([Float(step)], to: "a/b", shape: [1], step: step, description: "b [frame, one]")
    }
    lab.append([Float(9)], to: "c/d", shape: [1], step: 9, description: "d [frame, one]")
    try lab.train(iterations: 1, period: 1, unit: "turn", saving: []) { _ in ["other": 1] }
    let steps = ["metrics/loss/step", "a/steps", "c/steps", "metrics/other/step"].map {
      lab.record.arrays[$0]?.unit
    }
    #expect(steps == ["iteration", "iteration", "", "turn"])
    #expect(
      lab.record.arrays["metrics/loss/value"]?.description
        == "Mean of loss over the steps since the last value [value]")
  }

  /// What the first call of `body` that the log cannot hold is refused for.
  private func mistake(_ body: (Lab) -> Void) -> String? {
    let lab = lab()
    let before = lab.record
    body(lab)
    // What was right stays, and nothing else comes.
    if lab.mistake == nil { #expect(lab.record != before) }
    return lab.mistake?.problem
  }

  @Test func refusesWhatDoesNotFit() {
    #expect(
      mistake { $0.record([Float(1)], at: "a", shape: [2], description: "any") }
        == "1 values do not fill the shape [2] of a")
    #expect(
      mistake { $0.record([Float(1)], at: "a", shape: [1], description: "") }
        == "a needs a description, with the axes")
    #expect(
      mistake { $0.table("t", columns: ["a", "b"], rows: [[1, 2], [3]]) }
        == "a row of 1 cells in a table of 2 columns")
    #expect(
      mistake { $0.samples([UInt8](repeating: 0, count: 784), labels: [1, 2]) }
        == "2 labels for 1 samples")
    #expect(mistake { $0.latents([1], labels: [], step: 0) } == "1 code values for 0 labels")
    #expect(
      mistake { lab in
        for label in [1, 2] as [UInt8] { lab.latents([1], labels: [label], step: Int(label)) }
      } == "these labels are not those of the frames before: log the same digits")
    #expect(
      mistake { $0.plane("a", "A plane", images: Tensor([2, 784], repeating: 0)) }
        == "[2, 784] in a grid of 1 × 1 images of 28×28")
    #expect(
      mistake { lab in
        lab.append([Float(1)], to: "a", shape: [1], step: 0, description: "a")
        lab.append([1.0], to: "a", shape: [1], step: 1, description: "a")
      } == "an entry of float64 [1] does not fit a, which is float32 [1, 1]")
  }

  @Test func refusesASecondOutputOfAName() {
    #expect(
      mistake {
        $0.metric("a", 1)
        $0.metric("a", 2.0)
      } == "the metric \"a\" has a final value already: give each metric a name of its own")
    #expect(
      mistake {
        $0.figure("a", caption: "", .image("x"))
        $0.animation("a", caption: "", .image("x"))
      } == "the picture \"a\" is already there")
  }

  @Test func refusesStepsThatDoNotRise() {
    func ofMetric(_ steps: [Int]) -> String? {
      mistake { lab in for step in steps { lab.log("loss", 1.0, step: step) } }
    }
    #expect(ofMetric([-3, 0, 7]) == nil)
    for steps in [[4, 4], [4, 3], [0, 1, 0]] {
      #expect(ofMetric(steps)?.hasPrefix("the metric loss has a value at step ") == true)
    }
    func ofFrames(_ steps: [(String, Int)]) -> String? {
      mistake { lab in
        for (name, step) in steps { lab.manifold(name, [1], height: 1, width: 1, step: step) }
      }
    }
    #expect(ofFrames([("a", 0), ("b", 0), ("a", 5), ("b", 5)]) == nil)
    #expect(
      ofFrames([("a", 3), ("a", 3)])
        == "no frame can be added to manifold/a: a frame of step 3 cannot follow one of step 3: steps must rise"
    )
    #expect(
      ofFrames([("a", 0), ("b", 1)])
        == "no frame can be added to manifold/b: frame 1 is of step 1, and of step 0 in what grows beside it"
    )
    #expect(ofFrames([("a", 0), ("a", 1), ("b", 0), ("b", 1), ("b", 1)]) != nil)
    #expect(
      ofFrames([("steps", 0)])?.hasSuffix("the steps are noted along with the frames") == true)
    #expect(
      mistake { lab in
        lab.record([UInt8(1), 2], at: "g/a", shape: [2], description: "whole")
        lab.append([UInt8(3)], to: "g/a", shape: [], step: 0, description: "frame")
      } == "no frame can be added to g/a: it was recorded as a whole")
  }

  @Test(arguments: [
    "", "/a", "a/", "a//b", "a/../b", ".", "..", "a b", "a\nb", "a\0", "a|b", "a`b", "a\\b", "<b>",
    "é\u{200B}",
    String(repeating: "a", count: 101),
  ])
  func refusesNamesThatNoLogHas(name: String) {
    #expect(
      mistake { $0.log(name, 1.0, step: 0) }?.hasPrefix("no metric can be called ") == true)
    #expect(mistake { $0.metric(name, 1.0) }?.hasPrefix("no metric can be called ") == true)
    for shortcoming in [
      mistake { $0.record([Float(1)], at: name, shape: [1], description: "d") },
      mistake { $0.append([Float(1)], to: name, shape: [1], step: 0, description: "d") },
      name.isEmpty
        ? "no data set can be at"
        : mistake {
          $0.parameter(
            [1], shape: [1], network: "n", layer: name, tensor: "t", description: "d")
        },
    ] { #expect(shortcoming?.hasPrefix("no data set can be at") == true) }
  }

  @Test func takesNamesOfLettersOfAnyLanguageAndDigits() {
    for name in ["loss/kl-2", "Ünïcode", "数字", "encoder.dense1", "a(1)", "x=1,y=2", "..."] {
      #expect(mistake { $0.log(name, 1.0, step: 0) } == nil)
    }
  }

  @Test func refusesADataSetWithinAnotherAndTheProgramsOwn() {
    func record(_ paths: String...) -> String? {
      mistake { lab in
        for path in paths { lab.record([Float(1)], at: path, shape: [1], description: "d") }
      }
    }
    #expect(record("a", "ab", "b/a") == nil)
    #expect(
      record("a/b", "a")?.hasSuffix("there is a data set a/b, and one cannot lie within another")
        == true)
    #expect(
      record("a", "a/b/c")?.hasSuffix("there is a data set a, and one cannot lie within another")
        == true)
    #expect(record("report/source")?.hasSuffix("the group report is the program's own") == true)
    #expect(record("chain")?.hasSuffix("the group chain is the program's own") == true)
    #expect(
      mistake { lab in
        lab.log("loss", 1.0, step: 0)
        lab.log("loss/value", 1.0, step: 0)
      }?.contains("there is a data set metrics/loss/value") == true)
  }

  @Test(arguments: ["", "a/b", ".a", "a b", "a\n"])
  func refusesPicturesThatCannotBeDrawnWhereTheyAreRecorded(name: String) {
    let mistakes = [
      mistake { $0.figure(name, caption: "", .image("x")) },
      mistake { $0.animation(name, caption: "", .image("x")) },
    ]
    for mistake in mistakes {
      #expect(mistake == "cannot draw the figure \"\(name)\": no file can have its name")
    }
    #expect(
      mistake { $0.figure("a", caption: "", .digits("x", columns: 0)) }
        == "cannot draw the figure \"a\": no figure has 0 columns")
  }

  @Test func theFirstMistakeIsThrownByTheNextCallThatCan() {
    let lab = lab()
    lab.log("loss", 1.0, step: 1)
    lab.log("loss", 1.0, step: 1)
    let expected = RecordingError(line: #line - 1, problem: lab.mistake?.problem ?? "")
    lab.metric("a b", 1.0)
    #expect(lab.record.series("loss") == [1])
    #expect(throws: expected) { try lab.digits() }
    #expect(throws: expected) {
      try lab.train(iterations: 1, period: 1, saving: []) { _ in
        Issue.record("a step was made")
        return [:]
      } afterPeriod: { _ in
      }
    }
  }

  @Test func numbersOfAStepHaveLegalNamesAndComeEveryTime() {
    func mistake(_ numbers: [KeyValuePairs<String, Float>]) -> String? {
      let lab = lab()
      #expect(throws: RecordingError.self) {
        try lab.train(iterations: 9, period: 9, saving: []) {
          if $0 >= numbers.count { Issue.record("another step was made") }
          return numbers[min($0, numbers.count - 1)]
        } afterPeriod: { _ in
        }
      }
      return lab.mistake?.problem
    }
    #expect(mistake([["a b": 1]])?.hasPrefix("no number of a step can be called \"a b\": ") == true)
    #expect(mistake([["a": 1, "a": 2]]) == "two numbers of a step have one name: [\"a\", \"a\"]")
    #expect(
      mistake([["a": 1], ["b": 1]])
        == "the numbers of a step are [\"b\"], and those of the one before were [\"a\"]")
  }
}
