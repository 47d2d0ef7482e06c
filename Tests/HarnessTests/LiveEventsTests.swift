import Foundation
import Testing

/// Events for TensorBoard that a run writes while it trains: those that an export of its log writes.
@Suite struct LiveEventsTests {
  private static let path = "events/strokes-smoke/trains/events.out.tfevents.0.experiments"

  private func run(
    in folder: TemporaryFolder, results: String, events: String = "events"
  ) async throws -> (status: Int32, transcript: Transcript) {
    try await experiments(
      arguments: [
        "trains", "--profile", "smoke", "--output", "\(folder.path)/\(results)", "--tensorboard",
        "\(folder.path)/\(events)",
      ], notebooks: [Trains.self], checkpointInterval: .zero)
  }

  @Test func areThoseThatAnExportWrites() async throws {
    let folder = try TemporaryFolder()
    #expect(try await run(in: folder, results: "results").status == 0)
    let (status, transcript) = try await experiments(
      "export", "trains", "--profile", "smoke", "--to", "tensorboard", "--output",
      "\(folder.path)/results", "--into",
      "\(folder.path)/exports", notebooks: [Trains.self])
    #expect(status == 0, "\(transcript.err)")
    let events = try #require(folder.bytes(Self.path))
    #expect(events == folder.bytes(Self.path.replacing("events/", with: "exports/")))
    // The second loop begins at step 0 again, after the last step of the first one.
    let tags = [Data("loss/first".utf8), Data("done".utf8), Data("loss/second".utf8)]
    let places = try tags.map { try #require(events.range(of: $0)).lowerBound }
    #expect(places == places.sorted())
    let last = try #require(events.range(of: tags[0], options: .backwards)).lowerBound
    #expect(last < places[1])
  }

  /// Nine steps of the first loop, seven of the second; what the interrupted run wrote after its last checkpoint goes.
  @Test(arguments: [0, 4, 8, 9, 11, 15])
  func ofARunThatStopsAndGoesOnAreThoseOfOneThatDoesNot(step: Int) async throws {
    let folder = try TemporaryFolder()
    #expect(try await run(in: folder, results: "whole").status == 0)
    let whole = try #require(folder.bytes(Self.path))
    let stopped = try await Trains.$fuse.withValue(.init(steps: step)) {
      try await run(in: folder, results: "stopped")
    }
    #expect(stopped.status == 2)
    let half = try #require(folder.bytes(Self.path))
    #expect(half.count < whole.count && whole.starts(with: half))
    // As if it had come further than what was saved.
    let file = try FileHandle(forWritingTo: URL(filePath: "\(folder.path)/\(Self.path)"))
    try file.seekToEnd()
    try file.write(contentsOf: whole.suffix(from: half.count) + [1, 2, 3])
    try file.close()
    #expect(try await run(in: folder, results: "stopped").status == 0)
    #expect(folder.bytes(Self.path) == whole)
  }

  @Test func whereTheyCannotBeWrittenThereIsOneWarningAndTheResultsAreTheSame() async throws {
    let folder = try TemporaryFolder()
    #expect(try await run(in: folder, results: "whole").status == 0)
    try Data().write(to: URL(filePath: "\(folder.path)/file"))
    let (status, transcript) = try await run(in: folder, results: "results", events: "file")
    #expect(status == 0)
    let warning = "trains for TensorBoard: Not a directory. The run goes on without; "
    #expect(transcript.err.split(separator: warning, omittingEmptySubsequences: false).count == 2)
    for file in ["log.h5", "report.md", "metrics.json"] {
      let bytes = folder.bytes("results/strokes-smoke/trains/\(file)")
      #expect(
        bytes != nil && bytes == folder.bytes("whole/strokes-smoke/trains/\(file)"), "\(file)")
    }
  }
}
