import Testing

@testable import Harness

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

  @Test func keepsTheLastValueOfAMetric() {
    let lab = lab()
    #expect(lab.lastValue(of: "loss") == nil)
    lab.metric("loss", Float(2), step: 1)
    lab.metric("loss", 1.5, step: 2)
    #expect(lab.lastValue(of: "loss") == 1.5)
  }

  @Test func endsOnAShapeThatDoesNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      lab().record([Float(1)], at: "a", shape: [2], description: "any")
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("1 values do not fill the shape [2] of a"))
  }

  @Test func endsOnADataSetThatIsNotDescribed() async {
    await #expect(processExitsWith: .failure) {
      lab().record([Float(1)], at: "a", shape: [1], description: "")
    }
  }

  @Test func endsOnASecondOutputOfAName() async {
    await #expect(processExitsWith: .failure) {
      let lab = lab()
      lab.result("a", 1)
      lab.result("a", 2.0)
    }
    await #expect(processExitsWith: .failure) {
      let lab = lab()
      lab.figure("a", caption: "", .image("x"))
      lab.animation("a", caption: "", .image("x"))
    }
  }

  @Test func endsOnFramesOfDifferentSteps() async {
    await #expect(processExitsWith: .failure) {
      let lab = lab()
      lab.manifold("a", [1], height: 1, width: 1, step: 0)
      lab.manifold("b", [1], height: 1, width: 1, step: 1)
    }
  }
}
