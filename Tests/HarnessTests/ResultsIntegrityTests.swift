import Foundation
import Testing

@testable import Platform
@testable import Records

/// A file of results that is damaged is named wherever it is read, and never drawn from or blessed.
@Suite struct ResultsIntegrityTests {
  private let folder: TemporaryFolder
  private var goal: String { "\(folder.path)/strokes/ring" }

  init() async throws {
    folder = try TemporaryFolder()
    let (status, _) = try await Self.run("ring", in: folder)
    #expect(status == 0)
  }

  private static func run(
    _ words: String..., in folder: TemporaryFolder
  ) async throws -> (status: Int32, transcript: Transcript) {
    try await experiments(
      arguments: words + ["-q", "--output", folder.path], notebooks: [Ring.self])
  }

  /// Changes the log and draws again; whatever comes of it, the results that were there still are.
  private func render() async throws -> (status: Int32, message: String) {
    let before = folder.files().filter { $0 != "strokes/ring/log.h5" }.map { folder.bytes($0) }
    let (status, transcript) = try await Self.run("render", "ring", in: folder)
    let after = folder.files().filter { $0 != "strokes/ring/log.h5" }.map { folder.bytes($0) }
    #expect(after == before)
    return (status, transcript.err)
  }

  @Test func aByteThatIsChangedAnywhereInTheLogIsToldOrChangesNothing() async throws {
    /// All that digests cover: the order of entries is for programs that watch a run.
    func contents() throws -> RunRecord {
      var record = try RunRecord(reading: "\(goal)/log.h5")
      record.order = EntryOrder()
      return record
    }
    let good = try contents()
    let bytes = try #require(folder.bytes("strokes/ring/log.h5"))
    var refusals = 0
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 80)) {
      var damaged = bytes
      damaged[place] ^= 0x10
      try Files.write(Array(damaged), to: "\(goal)/log.h5")
      let isHarmless = (try? contents()) == good
      let (status, message) = try await render()
      #expect(status == (isHarmless ? 0 : 2), "at byte \(place): \(message)")
      refusals += status == 0 ? 0 : 1
    }
    #expect(refusals > 10)
  }

  enum Damage: CaseIterable { case cut, random, folder, anotherRun, text }

  @Test(arguments: Damage.allCases)
  func aLogThatIsNotThatOfItsMetricsIsNamed(damage: Damage) async throws {
    let log = "\(goal)/log.h5"
    let bytes = try #require(folder.bytes("strokes/ring/log.h5"))
    switch damage {
    case .cut: try Files.write(Array(bytes.prefix(bytes.count / 2)), to: log)
    case .random: try Files.write((0..<5000).map { UInt8(truncatingIfNeeded: $0 * 37) }, to: log)
    case .folder:
      unlink(log)
      try Files.makeFolder(log)
    case .anotherRun:
      _ = try await Self.run("ring", "--seed", "1", in: folder)
      unlink(log)
      try FileManager.default.copyItem(atPath: "\(goal)@seed=1/log.h5", toPath: log)
    case .text:
      var record = try RunRecord(reading: log)
      let output = record.outputs.removeLast()
      record.outputs.append(
        Output(
          line: output.line, file: output.file,
          content: .claim(ClaimOutput(text: "All is well", holds: true, detail: ""))))
      unlink(log)
      try record.write(to: log)
    }
    let (status, message) = try await render()
    #expect(status == 2)
    #expect(message.contains("log.h5"), "\(message)")
    let (verified, transcript) = try await Self.run("verify", "ring", in: folder)
    #expect(verified == 1)
    #expect(transcript.out.contains("\n  log.h5 is damaged: "), "\(transcript.out)")
    let (needed, again) = try await Self.run("ring", "--needed", in: folder)
    #expect(needed == 0 && again.out.contains("done in"))
    #expect(try await Self.run("verify", "ring", in: folder).status == 0)
  }

  @Test(arguments: ["report.md", "figures/cloud.png", "figures/moving.gif"])
  func verifyNamesAFileThatIsDamagedOrMissing(file: String) async throws {
    let bytes = try #require(folder.bytes("strokes/ring/\(file)"))
    for kind in ["changed", "cut", "missing"] {
      var damaged = Array(bytes)
      switch kind {
      case "changed": damaged[damaged.count / 2] ^= 1
      case "cut": damaged.removeLast(damaged.count / 2)
      default: unlink("\(goal)/\(file)")
      }
      if kind != "missing" { try Files.write(damaged, to: "\(goal)/\(file)") }
      let (status, transcript) = try await Self.run("verify", "ring", in: folder)
      #expect(status == 1, "\(kind)")
      #expect(
        transcript.out.contains(
          kind == "missing" ? "\(file) is not there" : " is not the file that its own metrics.json"),
        "\(kind): \(transcript.out)")
      try Files.write(Array(bytes), to: "\(goal)/\(file)")
    }
  }

  @Test func aLogWithoutMetricsIsDrawnFromAndSaidToBeUnchecked() async throws {
    let files = folder.files().filter { !$0.hasSuffix("provenance.json") }
    let before = files.map { folder.bytes($0) }
    unlink("\(goal)/metrics.json")
    let (status, transcript) = try await experiments("render", "ring", "--output", folder.path)
    #expect(status == 0)
    #expect(transcript.err.contains("no metrics.json tells whether log.h5 is as it was written"))
    #expect(files.map { folder.bytes($0) } == before)
  }
}
