import Exploration
import HarnessTestSupport
import Kernels
import Testing

@testable import Records
@testable import experiments

/// The page of `manifolds` trains as the notebook does: it is refused where a number of a curve differs.
@Suite struct CurvePageTests {
  private func record() throws -> RunRecord {
    var notebook = Manifolds()
    notebook.points = 70
    notebook.curveEpochs = 4
    let lab = lab(notebook: "manifolds")
    try notebook.findCurves(in: lab)
    let settings: [(String, Scalar)] = [
      ("points", .int(70)), ("curveEpochs", .int(4)),
      ("pointNoise", .double(Double(notebook.pointNoise))),
    ]
    var record = RunRecord(
      identity: RunIdentity(
        notebook: "manifolds", title: "Manifolds", summary: "", seed: 7, profile: .smoke,
        data: "strokes", sourceName: "Manifolds.swift",
        settings: settings.map {
          RecordedSetting(key: $0.0, description: "", value: $0.1, preset: $0.1)
        }), source: "")
    record.arrays = lab.record.arrays
    return record
  }

  private func page(_ record: RunRecord) throws -> String {
    try ExplorationPage(record) { _, _ in [] }.text
  }

  @Test func thePageHasALinkForEveryStepOfTheChain() throws {
    let page = try page(record())
    // Two steps an epoch; a link before the first one and after powers of two.
    for step in [0, 1, 2, 4, 8] { #expect(page.contains("\"step\":\(step)}")) }
    #expect(!page.contains("\"step\":3}"))
  }

  @Test func curvesThatAreOthersAreRefused() throws {
    var record = try record()
    let array = try #require(record.arrays["curves/circle"])
    guard case .float(var values) = array.values else { return }
    values[values.count - 1] += 0x1p-20
    record.arrays["curves/circle"] = RecordedArray(
      values, shape: array.shape, description: "a curve")
    let error = #expect(throws: ExplorationError.self) { _ = try page(record) }
    #expect(error?.description.contains("cannot be learned again") == true)
  }
}
