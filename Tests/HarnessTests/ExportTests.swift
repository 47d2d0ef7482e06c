import Foundation
import Testing

@testable import Platform
@testable import Records

/// The command `export`.
@Suite struct ExportTests {
  private func exported(
    _ words: String..., from folder: TemporaryFolder
  ) async throws -> (status: Int32, out: String, err: String) {
    let (status, transcript) = try await experiments(
      arguments: ["export"] + words + ["--output", "\(folder.path)/results", "--quiet"],
      notebooks: [Ring.self, Trains.self])
    return (status, transcript.out, transcript.err)
  }

  private func trained() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let (status, _) = try await experiments(
      "trains", "--quiet", "--output", "\(folder.path)/results", notebooks: [Trains.self])
    #expect(status == 0)
    return folder
  }

  @Test func writesEveryFormatBesideTheResultsAndTheSameBytesAgain() async throws {
    let folder = try await trained()
    let files = [
      "safetensors": ["trains.safetensors"], "onnx": ["first.onnx", "second.onnx"],
      "numpy": ["trains.npz"], "tensorboard": ["events.out.tfevents.0.experiments"],
      "ipynb": ["trains.ipynb"],
    ]
    for (format, names) in files.sorted(by: { $0.key < $1.key }) {
      let first = try await exported("trains", "--to", format, from: folder)
      #expect(first.status == 0, "\(first.err)")
      let paths = names.map { "exports/strokes/trains/\($0)" }
      #expect(first.out == paths.map { "\(folder.path)/\($0)\n" }.joined())
      let again = try await exported(
        "trains", "--to", format, "--into", "\(folder.path)/again", from: folder)
      #expect(again.status == 0, "\(again.err)")
      for name in names {
        let bytes = folder.bytes("exports/strokes/trains/\(name)")
        #expect(bytes != nil && bytes == folder.bytes("again/strokes/trains/\(name)"), "\(name)")
      }
    }
  }

  @Test func writesProbesOnRequest() async throws {
    let folder = try await trained()
    let (status, out, err) = try await exported(
      "trains", "--to", "onnx", "--probes", "7", from: folder)
    #expect(status == 0, "\(err)")
    #expect(
      out.hasSuffix("first-probes.npz\n\(folder.path)/exports/strokes/trains/second-probes.npz\n")
    )
  }

  @Test func aLogWithoutDescriptionsIsRefusedAlone() async throws {
    let folder = try await trained()
    let results = "\(folder.path)/results/strokes/trains"
    var record = try RunRecord(reading: "\(results)/log.h5")
    #expect(record.architectures.keys.sorted() == ["first", "second"])
    record.architectures = [:]
    try FileManager.default.removeItem(atPath: "\(results)/metrics.json")
    try FileManager.default.removeItem(atPath: "\(results)/log.h5")
    try record.write(to: "\(results)/log.h5")
    let (status, _, err) = try await exported("trains", "--to", "onnx", from: folder)
    #expect(status == 2)
    #expect(err.contains("its log does not describe it; save it with `lab.save("))
    #expect(try await exported("trains", "--to", "safetensors", from: folder).status == 0)
  }

  /// Of all notebooks those are meant that have been run and have something for the format.
  @Test func allLeavesOutWhatCannotBeExported() async throws {
    let folder = try await trained()
    let onnx = try await exported("all", "--to", "onnx", from: folder)
    #expect(onnx.status == 0, "\(onnx.err)")
    #expect(onnx.out.hasSuffix("exports/strokes/trains/second.onnx\n"))
    let ring = try await exported("ring", "--to", "onnx", from: folder)
    #expect(ring.status == 2 && ring.err.contains("run the notebook first"))

    let results = "\(folder.path)/results/strokes/trains"
    var record = try RunRecord(reading: "\(results)/log.h5")
    record.architectures = [:]
    try FileManager.default.removeItem(atPath: "\(results)/metrics.json")
    try FileManager.default.removeItem(atPath: "\(results)/log.h5")
    try record.write(to: "\(results)/log.h5")
    let nothing = try await exported("all", "--to", "onnx", from: folder)
    #expect(nothing.status == 64 && nothing.err.contains("nothing was exported"))
    #expect(try await exported("all", "--to", "safetensors", from: folder).status == 0)
  }

  @Test func aDescriptionThatSomebodyChangedIsNoticed() async throws {
    let folder = try await trained()
    let results = "\(folder.path)/results/strokes/trains"
    var record = try RunRecord(reading: "\(results)/log.h5")
    record.architectures["first"]?.append(" ")
    try FileManager.default.removeItem(atPath: "\(results)/log.h5")
    try record.write(to: "\(results)/log.h5")
    let (status, _, err) = try await exported("trains", "--to", "numpy", from: folder)
    #expect(status == 2)
    #expect(err.contains("its texts do not have the digest that metrics.json tells"))
  }

  @Test func saysWhatItCannotExport() async throws {
    let folder = try TemporaryFolder()
    let missing = try await exported("ring", "--to", "onnx", from: folder)
    #expect(missing.status == 2)
    #expect(
      missing.err == "experiments: could not export \(folder.path)/results/strokes/ring: "
        + "there is no log.h5; run the notebook first\n")
    #expect(folder.files().isEmpty)

    let unknown = try await exported("ring", "--to", "onx", from: folder)
    #expect(unknown.status == 64)
    #expect(unknown.err.contains("no format \"onx\". Did you mean \"onnx\"?"))

    _ = try await experiments("ring", "--quiet", "--output", "\(folder.path)/results")
    let nothing = try await exported("ring", "--to", "safetensors", from: folder)
    #expect(nothing.status == 64)
    #expect(nothing.err.contains("nothing was exported: ring left nothing for safetensors"))
    #expect(try await exported("ring", "--to", "ipynb", from: folder).status == 0)
  }
}
