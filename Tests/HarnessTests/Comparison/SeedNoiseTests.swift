import Foundation
import Notebooks
import Platform
import Testing

@testable import Comparisons
@testable import Harness
@testable import Records

/// Whether `diff` knows a change of the notebook from what seeds do.
@Suite struct SeedNoiseTests {
  private struct Before: Notebook {
    static let name = "noisy"
    static let title = "Noise"
    static let summary = "Numbers that depend on the seed"
    static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
    static let sourcePath = #filePath
    func run(in lab: Lab) throws {
      let noise = lab.stream("noise")
      lab.metric("shifted", noise.normal(0), better: .less)
      lab.metric("other", noise.normal(1), better: .less)
      lab.metric("same", 1)
    }
  }

  /// One metric is shifted by more than noise, one gets other noise.
  private struct After: Notebook {
    static let name = "noisy"
    static let title = "Noise"
    static let summary = "Numbers that depend on the seed"
    static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
    static let sourcePath = #filePath
    func run(in lab: Lab) throws {
      let noise = lab.stream("noise")
      lab.metric("shifted", noise.normal(0) + 9, better: .less)
      lab.metric("other", noise.normal(2), better: .less)
      lab.metric("same", 1)
    }
  }

  private func sweep(_ notebook: any Notebook.Type, seeds: String, to output: String) async throws {
    let (status, transcript) = try await experiments(
      arguments: ["sweep", "noisy", "--seeds", seeds, "-q", "--output", output],
      notebooks: [notebook])
    try #require(status == 0, "\(transcript.err)")
  }

  private func diff(
    _ folder: TemporaryFolder, _ words: String...
  ) async throws -> (status: Int32, transcript: Transcript) {
    try await experiments(
      arguments: ["diff", "\(folder.path)/old", "\(folder.path)/new", "noisy"] + words
        + ["--pictures", "\(folder.path)/pictures"],
      notebooks: [After.self])
  }

  /// The line that says something of a metric.
  private func line(_ name: String, in text: String) -> String {
    text.split(separator: "\n").first { $0.contains(name) }.map(String.init) ?? ""
  }

  @Test func aChangeBeyondSeedsIsToldFromOneWithin() async throws {
    let folder = try TemporaryFolder()
    try await sweep(Before.self, seeds: "0..<5", to: "\(folder.path)/old")
    try await sweep(After.self, seeds: "0..<5", to: "\(folder.path)/new")
    let (status, text) = try await diff(folder)
    #expect(status == 1)
    #expect(
      line("shifted", in: text.out).hasSuffix("more than seeds do (p = 0.0079, 5 and 5 seeds)"),
      "\(text.out)")
    #expect(line("other", in: text.out).contains("no more than seeds do (p = 0."))
    let (_, markdown) = try await diff(folder, "--markdown")
    #expect(markdown.out.contains("more than seeds do (p = 0.0079, 5 and 5 seeds)"))
    let page = "\(folder.path)/page.html"
    _ = try await diff(folder, "--html", page)
    #expect(try String(contentsOfFile: page, encoding: .utf8).contains("<th>seeds</th>"))
    let (_, json) = try await diff(folder, "--json")
    #expect(
      json.out.contains("\"verdict\": \"beyond\"") && json.out.contains("\"verdict\": \"within\""))
    #expect(try await diff(folder, "--strict").status == 0)
    #expect(try await diff(folder, "--strict-metrics").status == 1)
    // The other way round it gets better.
    let (back, _) = try await experiments(
      arguments: [
        "diff", "\(folder.path)/new", "\(folder.path)/old", "--strict-metrics", "--pictures",
        "\(folder.path)/pictures",
      ], notebooks: [After.self])
    #expect(back == 0)
  }

  @Test func fewSeedsAreSaidToBeTooFew() async throws {
    let folder = try TemporaryFolder()
    try await sweep(Before.self, seeds: "0..<3", to: "\(folder.path)/old")
    try await sweep(After.self, seeds: "0..<3", to: "\(folder.path)/new")
    let (_, text) = try await diff(folder)
    #expect(line("shifted", in: text.out).hasSuffix("3 and 3 seeds are too few to tell"))
    #expect(try await diff(folder, "--strict-metrics").status == 0)
  }

  @Test func withoutASweepOnBothSidesNothingIsSaidOfSeeds() async throws {
    let folder = try TemporaryFolder()
    try await sweep(Before.self, seeds: "0..<5", to: "\(folder.path)/old")
    let (status, _) = try await experiments(
      arguments: ["noisy", "-q", "--output", "\(folder.path)/new"], notebooks: [After.self])
    #expect(status == 0)
    let (_, text) = try await diff(folder)
    #expect(!text.out.contains("seeds"))
  }

  @Test func aSweepOfOtherResultsIsNotTaken() async throws {
    let folder = try TemporaryFolder()
    try await sweep(Before.self, seeds: "0..<5", to: "\(folder.path)/old")
    try await sweep(After.self, seeds: "0..<5", to: "\(folder.path)/new")
    // The results of seed 0 are made anew, the sweep is not.
    let path = "\(folder.path)/new/strokes/noisy/metrics.json"
    let metrics = try String(contentsOfFile: path, encoding: .utf8)
    try Files.write(
      Array(metrics.replacing("\"log_sha256\": \"", with: "\"log_sha256\": \"0").utf8), to: path)
    let (_, text) = try await diff(folder)
    #expect(!text.out.contains("seeds do"))
    #expect(text.out.contains("was made of other results than strokes/noisy has there"))
    let sweep = "\(folder.path)/new/strokes/sweeps/noisy@seed=0-4/sweep.json"
    try Files.write([1], to: sweep)
    let (status, damaged) = try await diff(folder)
    #expect(status == 2)
    #expect(damaged.out.contains("it is no sweep.json of this program"))
  }
}
