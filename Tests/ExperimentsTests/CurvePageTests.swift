import Exploration
import HarnessTestSupport
import Hashing
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

  @Test func thePageHasTheLinksOfTheLogsChain() throws {
    let record = try record(), page = try page(record)
    // Two steps an epoch; a link before the first one and after powers of two.
    let links = record.links(ofLoop: 0)
    #expect(links.map(\.step) == [0, 1, 2, 4, 8])
    for (step, sha256) in links {
      #expect(page.contains("{\"sha256\":\"\(sha256.hexadecimal)\",\"step\":\(step)}"))
    }
    // Three layers of two tensors in each half of both networks.
    #expect(page.matches(of: /"name":"encoder\.dense[123]\/(weights|bias)"/).count == 12)
    #expect(page.matches(of: /"name":"decoder\.dense[123]\/(weights|bias)"/).count == 12)
  }

  @Test func aChainThatIsAnotherIsRefused() throws {
    let whole = try record(), chain = try #require(whole.arrays["chain/sha256"])
    guard case .uint8(var bytes) = chain.values else { return }
    bytes[bytes.count - 1] ^= 1
    var record = whole
    record.arrays["chain/sha256"] = RecordedArray(bytes, shape: chain.shape, description: "links")
    #expect(throws: ExplorationError.self) { try page(record) }
    // A log of earlier versions has no chain of the curves.
    for path in ["stage", "step", "sha256"] { record.arrays["chain/\(path)"] = nil }
    let error = #expect(throws: ExplorationError.self) { try page(record) }
    #expect(error?.description.contains("run the notebook again") == true)
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
