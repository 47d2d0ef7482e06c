import Foundation
import HDF5Storage
import HarnessTestSupport
import Testing

@testable import Harness
@testable import Platform
@testable import experiments

/// The program as its users run it, in this process: `cvae` and `stackgan`, which use everything between them, and others
/// where they are enough.
///
/// `Tests/Portability/run threads` does the first with the whole catalogue.
@Suite(.serialized) struct WholeProgramTests {
  @Test func twoRunsOnOneAndTwoThreadsLeaveTheSameBytes() async throws {
    try await withTemporaryFolder { folder in
      let one = folder + "/one", two = folder + "/two"
      #expect(
        await smoke(["run", "cvae", "stackgan", "swirl", "--output", one, "--threads", "1"]) == 0)
      #expect(
        await smoke(["run", "cvae", "stackgan", "swirl", "--output", two, "--threads", "2"]) == 0)
      let files = try contents(of: one)
      #expect(files.contains { $0.hasSuffix("stackgan/report.md") })
      #expect(files.contains { $0.hasSuffix("swirl/log.h5") })
      try expectSameFiles(one, two)
    }
  }

  @Test func theLogHasTheDocumentedLayoutAndRenderingFromItRestoresEveryFile() async throws {
    try await withTemporaryFolder { folder in
      #expect(await smoke(["run", "vae", "--output", folder]) == 0)
      try expectLayout(of: folder + "/strokes-smoke/vae/log.h5")
      let vae = folder + "/strokes-smoke/vae"
      let files = try contents(of: vae).filter { $0 != "provenance.json" }
      let before = try files.map { try Data(contentsOf: URL(filePath: "\(vae)/\($0)")) }
      try FileManager.default.removeItem(atPath: vae + "/report.md")
      try FileManager.default.removeItem(atPath: vae + "/figures")
      #expect(await smoke(["render", "vae", "--output", folder]) == 0)
      let after = try files.map { try Data(contentsOf: URL(filePath: "\(vae)/\($0)")) }
      #expect(before == after)
    }
  }

  private func expectLayout(of path: String) throws {
    let log = try HDF5File.open(at: path)
    let root = log.root
    for name in ["schema", "notebook", "seed", "profile", "data", "data_sha256", "source_sha256"] {
      #expect(try root.attributeNames().contains(name), "\(name)")
    }
    #expect(try root.attribute("notebook", as: String.self) == "vae")
    #expect(try root.shape(of: "latents/codes").count == 3)
    #expect(try root.shape(of: "samples/images") == [10_000, 28, 28])
    #expect(try root.shape(of: "manifold/digits").suffix(2) == [420, 420])
    #expect(try root.shape(of: "parameters/encoder/mean/weights") == [128, 2])
    let steps = try root.read("metrics/loss/test/step", as: Int64.self).values
    #expect(steps == [0, 1, 2])
    for path in try root.datasetPaths() {
      let description = try root.attribute("description", of: path, as: String.self)
      #expect(!description.isEmpty, "\(path) is not described")
      #expect(
        try root.attributeNames(of: path).contains("units")
          || ["report/", "results/", "claims/"].contains(where: path.hasPrefix),
        "\(path) has no units")
    }
    let units = try ["step", "value"].map {
      try root.attribute("units", of: "metrics/loss/test/\($0)", as: String.self)
    }
    #expect(units == ["epoch", "nats per digit"])
    try log.close()
  }

  /// Runs the program quietly at smoke size and returns its exit code.
  private func smoke(_ arguments: [String]) async -> Int32 {
    _ = temporaryCache
    return await Harness.run(
      catalogue, arguments: arguments + ["--profile", "smoke", "--quiet"],
      console: Console(out: { _ in }, err: { _ in }), sources: .embedded)
  }
}
