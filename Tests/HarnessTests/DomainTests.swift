import Digits
import Foundation
import Testing

@testable import Harness
@testable import Notebooks
@testable import Platform
@testable import Records

/// A notebook that takes a second data set: what it is belongs to the run.
@Suite struct DomainTests {
  struct Translates: Notebook {
    static let name = "translates"
    static let title = "Translation"
    static let summary = "Counts two data sets"
    static let minutes = Minutes(smoke: 0, standard: 0, article: 0)
    static let sourcePath = #filePath
    /// Where the other data set lies: no setting, for a path would stand in the results.
    @TaskLocal static var other = ""
    @TaskLocal static var asked = ""

    func domains(besides data: String) -> [String] { [Self.other] }

    func run(in lab: Lab) throws {
      let digits = try lab.digits()
      let other = try lab.domain(Self.asked.isEmpty ? Self.other : Self.asked, images: .any)
      lab.metric("digits", digits.train.count)
      lab.metric("others", other.train.count)
      lab.metric("channels", other.shape.channels)
    }
  }

  let folder: TemporaryFolder
  private var output: String { folder.path + "/out" }
  private var other: String { folder.path + "/other" }

  init() throws {
    folder = try TemporaryFolder()
    let digits = DigitSet(images: [UInt8](repeating: 9, count: 3 * 784), labels: [0, 1, 1])
    try DigitData(name: "three", train: digits, test: digits).export(to: folder.path + "/three")
    try writeOther(level: 7)
  }

  private func writeOther(level: UInt8) throws {
    let shape = ImageShape(height: 20, width: 12, channels: 3)
    let set = DigitSet(
      unlabelled: [UInt8](repeating: level, count: 5 * shape.size), shape: shape)
    try DigitData(name: "other", train: set, test: set).export(to: other)
  }

  private func run(
    _ words: String..., asked: String = ""
  ) async throws -> (status: Int32, out: String, err: String) {
    let (status, transcript) = try await Translates.$other.withValue(other) {
      try await Translates.$asked.withValue(asked) {
        try await experiments(
          arguments: words + ["--data", folder.path + "/three", "--output", output],
          notebooks: [Translates.self])
      }
    }
    return (status, transcript.out, transcript.err)
  }

  @Test func itsDigestStandsInTheResultsAndTheyAreOnlyFreshWithIt() async throws {
    let first = try await run("run", "translates")
    #expect(first.status == 0, "\(first.err)")
    let goal = "\(output)/three/translates"
    let metrics = try Metrics.read(goal + "/metrics.json")
    let sha256 = try DigitData(contentsOf: other).sha256
    #expect(metrics.domains == ["other": sha256])
    let log = try RunRecord(reading: goal + "/log.h5")
    #expect(log.domains == ["other": sha256])
    #expect(try log.sha256(log.datasetDigests) == metrics.logSHA256)
    let report = try String(contentsOfFile: goal + "/report.md", encoding: .utf8)
    #expect(report.contains("\(sha256)  data other") && !report.contains(folder.path))

    #expect(try await run("run", "translates", "--needed").out.contains("nothing to do"))
    #expect(try await run("verify", "translates").status == 0)

    try writeOther(level: 8)
    let changed = try await run("verify", "translates")
    #expect(changed.status == 2 && "\(changed)".contains("it was made with other of SHA-256"))
    let replacing = try await run("run", "translates", "--needed")
    #expect(replacing.status == 2 && replacing.err.contains("another data set other"))
  }

  @Test func oneThatIsNotDeclaredOrNotThereIsRefused() async throws {
    let undeclared = try await run("run", "translates", asked: "strokes")
    #expect(undeclared.status == 2)
    #expect(undeclared.err.contains("Name it in `domains(besides:)`"))
    try FileManager.default.removeItem(atPath: other)
    let missing = try await run("run", "translates")
    #expect(missing.status == 2 && missing.err.contains("no data"))
  }
}
