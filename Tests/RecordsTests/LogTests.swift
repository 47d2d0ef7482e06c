import HarnessTestSupport
import Foundation
import HDF5Storage
import Testing

@testable import Notebooks
@testable import Platform
@testable import Records
@testable import Weaving

@Suite struct LogTests {
  private func filled() -> RunRecord {
    let lab = lab()
    for epoch in 1...3 {
      lab.log("loss/kl", Float(epoch) / 3, step: epoch, "Divergence", unit: "nats")
      lab.latents([1, 2, 3, 4].map { Float($0 * epoch) }, labels: [7, 8], step: epoch)
      lab.manifold("digits", [0, 255, UInt8(epoch), 4, 5, 6], height: 2, width: 3, step: epoch)
    }
    lab.record([Int32(-1)], at: "counts", shape: [1], description: "counts [one]")
    lab.record([Double.nan, .infinity], at: "empty/values", shape: [2], description: "Ünïcode")
    lab.record([Float](), at: "empty/none", shape: [0, 3], description: "none", unit: nil)
    lab.parameter(
      [1, 2], shape: [1, 2], network: "decoder", layer: "dense1", tensor: "weights",
      description: "weights [in, out]")
    lab.figure(
      "a", caption: "c",
      .lines(
        [.init("loss/kl")], guides: [.init("g", at: 0.1)], x: PlotAxis("x"), y: PlotAxis("y", 0...1)
      ))
    lab.animation("m", caption: "c", .image(.each("manifold/digits")), steps: "manifold/steps")
    lab.metric("nan", Double.nan, unit: "u", "d")
    lab.metric("third", 1.0 / 3)
    lab.table("t", columns: ["a", "b"], rows: [[1, 1.0], ["x", true]])
    lab.claim("c", true, detail: "1 ≤ 2")
    lab.claim("d", 1, .atMost(2), unless: "none")
    lab.note("n")
    lab.warning("w")
    let settings = [
      RecordedSetting(key: "rate", description: "d", value: .double(0.1), preset: .double(1)),
      RecordedSetting(key: "on", description: "d", value: .bool(true), preset: .bool(false)),
    ]
    var record = record(
      source: "let é = \"\"\n", settings: settings,
      articles: [Article("A", 2017, "É", items: [.number("n", "1", "third")])],
      references: [Citation("B", 1999, "T", "https://example.org")])
    record.arrays = lab.record.arrays
    record.outputs = lab.record.outputs
    record.dataSHA256 = "abc"
    return record
  }

  @Test func aRecordComesBackFromItsLogAndGivesTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let record = filled()
    try record.write(to: "\(folder.path)/a.h5")
    let read = try RunRecord(reading: "\(folder.path)/a.h5")
    try read.write(to: "\(folder.path)/b.h5")
    #expect(folder.bytes("a.h5") == folder.bytes("b.h5"))
    #expect(read.paths == record.paths)
    #expect(read.identity == record.identity)
    #expect(read.dataSHA256 == "abc")
    for path in record.paths {
      let (old, new) = (try #require(record.arrays[path]), try #require(read.arrays[path]))
      #expect(Digest.sha256(of: old) == Digest.sha256(of: new))
      #expect(old.description == new.description)
      #expect(old.unit == new.unit)
    }
    #expect(try read.logSHA256 == record.logSHA256)
    #expect(
      Report(record: read, pictures: []).markdown == Report(record: record, pictures: []).markdown)
  }

  @Test func hasTheDocumentedLayout() throws {
    let folder = try TemporaryFolder()
    try filled().write(to: "\(folder.path)/log.h5")
    let file = try HDF5File.open(at: "\(folder.path)/log.h5")
    let root = file.root
    #expect(
      try root.datasetPaths() == [
        "claims/detail", "claims/holds", "claims/text", "counts", "empty/none", "empty/values",
        "latents/codes", "latents/labels", "latents/steps",
        "manifold/digits", "manifold/steps", "metrics/loss/kl/step", "metrics/loss/kl/value",
        "parameters/decoder/dense1/weights", "report/articles", "report/outputs",
        "report/references", "report/settings", "report/source", "results/description",
        "results/name", "results/unit", "results/value",
      ])
    #expect(try root.readStrings("results/name").values == ["nan", "third"])
    #expect(try root.read("results/value", as: Double.self).values.last == 1.0 / 3)
    #expect(try root.readStrings("results/unit").values == ["u", ""])
    #expect(try root.readStrings("claims/text").values == ["c", "d"])
    #expect(try root.read("claims/holds", as: Int32.self).values == [1, -1])
    #expect(try root.readStrings("claims/detail").values == ["1 ≤ 2", "none"])
    for path in try root.datasetPaths() {
      #expect(try root.attributeNames(of: path).contains("description"))
    }
    // Texts have no unit, nor has what the caller says has several.
    let units = try root.datasetPaths().filter { try root.attributeNames(of: $0).contains("units") }
    #expect(
      units == [
        "counts", "empty/values", "latents/codes", "latents/labels", "latents/steps",
        "manifold/digits", "manifold/steps", "metrics/loss/kl/step", "metrics/loss/kl/value",
        "parameters/decoder/dense1/weights",
      ])
    #expect(try root.attribute("units", of: "metrics/loss/kl/value") == .string("nats"))
    #expect(try root.attribute("units", of: "latents/codes") == .string("1"))
    #expect(
      try root.attribute("description", of: "metrics/loss/kl/value")
        == .string("Divergence [value]"))
    #expect(try root.attribute("notebook") == .string("golden"))
    #expect(try root.attribute("seed") == .int(7))
    #expect(try root.attribute("settings.rate") == .double(0.1))
    #expect(try root.attribute("settings.on") == .string("true"))
    #expect(try root.attribute("profile") == .string("standard"))
    #expect(try root.attribute("data_sha256") == .string("abc"))
    let codes = try root.read("latents/codes", as: Float.self)
    #expect(codes.shape == [3, 2, 2])
    #expect(codes.values == [1, 2, 3, 4, 2, 4, 6, 8, 3, 6, 9, 12])
    #expect(try root.read("manifold/digits", as: UInt8.self).shape == [3, 2, 3])
    #expect(try root.read("manifold/steps", as: Int64.self).values == [1, 2, 3])
    #expect(
      try root.read("metrics/loss/kl/value", as: Double.self).values[0] == Double(Float(1) / 3))
    try file.close()
  }

  /// What earlier versions wrote has no units, and its digest does not change.
  @Test func aLogWithoutUnitsIsReadAsItIs() throws {
    let folder = try TemporaryFolder()
    var record = filled()
    record.arrays = ["a": RecordedArray([1.5], shape: [1], description: "one", unit: nil)]
    record.architectures = [:]
    try record.write(to: "\(folder.path)/a.h5")
    let file = try HDF5File.open(at: "\(folder.path)/a.h5")
    #expect(try file.root.attributeNames(of: "a") == ["description"])
    try file.close()
    let read = try RunRecord(reading: "\(folder.path)/a.h5")
    #expect(read.arrays == record.arrays)
    let digest = Digest.sha256(of: RecordedArray([1.5], shape: [1], description: ""))
    #expect(digest == read.datasetDigests["a"])
    let told = try read.logSHA256
    record.arrays = ["a": RecordedArray([1.5], shape: [1], description: "one", unit: "m")]
    #expect(try record.logSHA256 != told)
  }

  @Test func refusesAFileThatIsNoLog() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/log.h5"
    let file = try HDF5File.create(at: path)
    try file.root.setAttribute("schema", .int(99))
    try file.close()
    let error = #expect(throws: LogError.self) { try RunRecord(reading: path) }
    #expect(error?.description.contains("schema 99") == true)
  }
}
