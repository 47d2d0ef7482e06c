import Digits
import Foundation
import Kernels
import Tensors
import Testing

@testable import Harness
@testable import Notebooks
@testable import Platform
@testable import Records
@testable import Weaving

@Suite struct PaceTests {
  /// Works on `points`, and half as much again for `extra`.
  struct Worker: Notebook {
    static let name = "worker"
    static let title = ""
    static let summary = ""
    static let minutes = Minutes(smoke: 1, standard: 10, article: 100)
    static let sourcePath = #filePath
    @Setting("points", smoke: 100, article: 2000) var points = 1000
    @Setting("whether there is more") var extra = false
    var work: Double { Double(points) * (extra ? 1.5 : 1) }
    func run(in lab: Lab) throws {}
  }

  private func minutes(_ profile: Profile, _ overrides: String...) throws -> Double {
    try Worker.make(
      profile: profile, overrides: overrides.map { try SettingOverride(parsing: $0) }
    ).minutes(at: profile)
  }

  @Test func minutesAreThoseOfTheProfilesAndLieOnALineBetweenThem() throws {
    #expect(try minutes(.smoke) == 1)
    #expect(try minutes(.standard) == 10)
    #expect(try minutes(.article) == 100)
    #expect(try minutes(.standard, "points=550") == 5.5)
    #expect(try minutes(.standard, "points=100000") == 1000)
    #expect(try minutes(.standard, "extra=yes") == 15)
    #expect(try minutes(.smoke, "points=1000") == 10)
    #expect(try minutes(.article, "points=1050") == 50.5)
    #expect(try minutes(.standard, "points=0") == 0)
  }

  @Test func minutesOfANotebookThatNamesNoWorkAreThoseOfTheProfile() throws {
    let ring = try Ring.make(
      profile: .standard, overrides: [SettingOverride(key: "points", value: "1000")])
    #expect(ring.minutes(at: .standard) == 0.02)
  }

  /// Puts the result of a run into `folder`.
  private func leave(
    _ profile: Profile, points: Int, seconds: Double?, processor: String = "this", in folder: String
  ) throws {
    try Files.makeFolder(folder)
    let provenance: [String: JSON] = [
      "host": .string("h"), "system": .string("s"), "processor": .string(processor),
      "threads": .int(2), "swift": .string("6"), "library_sha256": .string(""),
      "start": .string(""), "seconds": .double(1), "own_seconds": seconds.map(JSON.double) ?? .null,
    ]
    try Files.write(
      Array(JSON.object(provenance).pretty.utf8), to: "\(folder)/provenance.json")
    let settings = [
      RecordedSetting(
        key: "points", description: "", value: .int(Int64(points)), preset: .int(Int64(points))),
      RecordedSetting(key: "extra", description: "", value: .bool(false), preset: .bool(false)),
    ]
    var record = RunRecord(
      identity: RunIdentity(
        notebook: "worker", title: "", summary: "", seed: 0, profile: profile, data: "strokes",
        sourceName: "", settings: settings), source: "")
    record.outputs = []
    let metrics = try Rendition(of: record).metrics
    try Files.write(Array(try JSON(encoding: metrics).pretty.utf8), to: "\(folder)/metrics.json")
  }

  private func runs(in folder: TemporaryFolder) -> EarlierRuns {
    EarlierRuns(
      in: folder.path, of: [Worker.self, Ring.self], threads: 2, processor: "this")
  }

  @Test func theMachineIsJudgedByWhatRunsTookHere() throws {
    let folder = try TemporaryFolder()
    #expect(runs(in: folder).factor == nil)
    // Expected 10 and 20 minutes, taken 40 together.
    try leave(.standard, points: 1000, seconds: 600, in: "\(folder.path)/strokes/worker")
    try leave(.standard, points: 2000, seconds: 1800, in: "\(folder.path)/strokes/deep/worker")
    #expect(runs(in: folder).runs.count == 2)
    let factor = try #require(runs(in: folder).factor(of: "worker"))
    #expect(abs(factor - 4.0 / 3) < 1e-12)
    #expect(runs(in: folder).factor(of: "ring") == nil)
    let finder = PaceFinder(output: folder.path, catalogue: [Worker.self], workers: Workers())
    // Those were runs of another processor.
    #expect(try finder.pace().source == .step)
  }

  @Test func runsOfOtherMachinesAndResumedOnesDoNotCount() throws {
    let folder = try TemporaryFolder()
    try leave(
      .standard, points: 1000, seconds: 600, processor: "other", in: "\(folder.path)/a/worker")
    try leave(.standard, points: 1000, seconds: nil, in: "\(folder.path)/b/worker")
    try Files.makeFolder("\(folder.path)/c/worker")
    try Files.write([1, 2, 3], to: "\(folder.path)/c/worker/provenance.json")
    #expect(runs(in: folder).runs.isEmpty)
  }

  @Test func aRunLeavesTheTimeThatTheNextIsJudgedBy() async throws {
    let folder = try TemporaryFolder()
    let (status, _) = try await experiments("ring", "-q", "--output", folder.path)
    #expect(status == 0)
    let provenance: Provenance = try JSON.decode(folder.text("strokes/ring/provenance.json"))
    #expect(provenance.ownSeconds == provenance.seconds)
    let runs = EarlierRuns(
      in: folder.path, of: [Ring.self], threads: ThreadPool.processorCount)
    // A time of less than 0.05 s is written as 0 and tells nothing.
    #expect(runs.runs.count == (provenance.seconds > 0 ? 1 : 0))
  }

  @Test func timesForPeopleHaveTwoDigits() {
    #expect(Pace.rounded(0) == "0 s")
    #expect(Pace.rounded(0.0311) == "1.9 s")
    #expect(Pace.rounded(0.6) == "36 s")
    #expect(Pace.rounded(0.999) == "1 min")
    #expect(Pace.rounded(6.82) == "6.8 min")
    #expect(Pace.rounded(18) == "18 min")
    #expect(Pace.rounded(951) == "16 h")
    #expect(Pace.rounded(20_000) == "14 days")
    let pace = Pace(factor: 2, source: .ownRuns)
    #expect(pace.about(minutes: 9) == "about 18 min, judged by its earlier runs here")
  }

  @Test func aDryRunTellsTimesByTheSettingsAndLeavesNothing() async throws {
    let folder = try TemporaryFolder()
    func seconds(_ words: String...) async throws -> Double {
      let (status, transcript) = try await experiments(
        arguments: ["worker", "--dry-run", "--json", "--output", folder.path] + words,
        notebooks: [Worker.self])
      #expect(status == 0 && transcript.err.isEmpty)
      let runs: [[String: JSON]] = try JSON.decode(transcript.out)
      #expect(runs.count == 1)
      #expect(runs[0]["notebook"] == .string("worker"))
      let special = words.isEmpty ? "" : "@points=1000000"
      #expect(runs[0]["folder"] == .string("\(folder.path)/strokes/worker\(special)"))
      #expect(runs[0]["judged_by"] == .string("a training step"))
      guard case .double(let minutes)? = runs[0]["minutes"] else { return .nan }
      return minutes * 60
    }
    // The machine may be busier the second time, but not a hundred times.
    #expect(try await seconds("--set", "points=1000000") > 10 * (try await seconds()))
    #expect(folder.files().isEmpty)
    let (_, text) = try await experiments(
      arguments: ["worker", "--dry-run", "--output", folder.path], notebooks: [Worker.self])
    #expect(text.out.hasPrefix("worker: strokes, standard, seed 0, about "))
    #expect(text.out.contains(", judged by a training step, to \(folder.path)/strokes/worker\n"))
    #expect(text.out.hasSuffix("  points = 1000  points\n  extra = false  whether there is more\n"))
  }

  @Test func aDryRunOfWhatIsNeededTellsWhatIsThere() async throws {
    let folder = try TemporaryFolder()
    _ = try await experiments("ring", "-q", "--output", folder.path)
    let (_, transcript) = try await experiments(
      "all", "--needed", "--dry-run", "--json", "--output", folder.path)
    let runs: [[String: JSON]] = try JSON.decode(transcript.out)
    #expect(runs.map { $0["status"] } == [.string("skipped"), .string("planned")])
  }
}
