import Foundation
import Testing

@testable import Harness
@testable import Notebooks
@testable import Records

@Suite struct BenchSelectionTests {
  let catalogue: [any Notebook.Type] = [Ring.self, Trains.self, Fails.self]

  @Test func everythingIsMeasuredUnlessNamesSayWhat() throws {
    let selection = try BenchSelection([], from: catalogue)
    #expect(selection.steps.map { $0.notebook.name } == ["ring", "trains", "fails"])
    #expect(selection.tasks == BenchTask.allCases.filter { $0 != .peak })
  }

  @Test func namesAreThoseOfNotebooksStepsAndTasks() throws {
    let selection = try BenchSelection(["log", "trains_g", "ring", "trains_d"], from: catalogue)
    #expect(selection.steps.map { $0.notebook.name } == ["trains", "ring"])
    #expect(selection.steps.map(\.names) == [["trains_g", "trains_d"], []])
    #expect(selection.tasks == [.log])
    // A whole notebook has its steps in it.
    for words in [["trains", "trains_d"], ["trains_d", "trains"]] {
      #expect(try BenchSelection(words, from: catalogue).steps.map(\.names) == [[]])
    }
  }

  @Test(arguments: [
    (["bench", "rings"], "nothing to measure is called \"rings\". Did you mean \"ring\"?"),
    (
      ["bench", "stroke"],
      "Did you mean \"strokes\"? There are: ring, fails, peak, start, strokes, mnist, frame, evaluation, log, "
        + "animation, weaving, list, diff, diff-page"
    ),
    (["bench", "fails_x"], "Did you mean \"fails_d\"?"),
    (["bench", "ring", "--threads", "0"], "expected a whole number from 1 to 1024"),
    (["bnech"], "Did you mean \"bench\"?"),
  ])
  func whatIsNotThereIsWrongUsage(arguments: [String], message: String) async throws {
    let (status, transcript) = try await experiments(
      arguments: arguments, notebooks: [Ring.self, Fails.self])
    #expect(status == 64)
    #expect(transcript.err.contains(message), "\(transcript.err)")
    #expect(transcript.out.isEmpty)
  }
}

/// Whole benches, of notebooks that do next to nothing.
@Suite(.serialized) struct BenchTests {
  /// The report of `bench --json`.
  struct Report: Decodable {
    struct Row: Decodable {
      struct Milliseconds: Decodable {
        let median, min, max: Double
        let all: [Double]
      }
      let name: String
      let batch: Int?
      let milliseconds: Milliseconds
      let operations: Int?
      let gflops, share_of_peak: Double?
      let tensor_bytes, tensor_growth_bytes: Int?
      let repetitions: Int
    }
    let processor: String
    let features: [String]
    let threads: Int
    let peak_gflops: Double
    let measurements: [Row]
  }

  @Test func aNotebooksLoopIsMeasuredAndLeavesNothing() async throws {
    let before = try leftovers()
    let (status, transcript) = try await experiments(
      arguments: ["bench", "trains", "--json", "--threads", "2", "--attempts", "1"],
      notebooks: [Trains.self])
    #expect(status == 0, "\(transcript.err)")
    let report: Report = try JSON.decode(transcript.out)
    #expect(report.threads == 2 && report.peak_gflops > 0)
    #expect(report.measurements.map(\.name) == ["trains"])
    let row = try #require(report.measurements.first)
    #expect(row.milliseconds.all.count == 7)
    #expect(row.milliseconds.min <= row.milliseconds.median)
    #expect(row.milliseconds.median <= row.milliseconds.max)
    #expect(row.milliseconds.min == row.milliseconds.all.min())
    // Four digits through dense layers of 784 × 3 and 3 × 1, then the gradients: of both layers' weights and
    // of the second one's input.
    #expect(row.operations == 2 * 4 * (2 * 784 * 3 + 3 * 3))
    #expect(row.tensor_growth_bytes == 0)
    #expect(row.repetitions == 0)
    #expect((row.tensor_bytes ?? 0) > 784 * 3 * 4)
    #expect(try leftovers() == before)
  }

  @Test func aTableHasARowForEachAndTroubleDoesNotStopIt() async throws {
    let before = try leftovers()
    let (status, transcript) = try await experiments(
      arguments: ["bench", "fails", "log", "--quiet", "--threads", "1", "--attempts", "1"],
      notebooks: [Fails.self])
    #expect(status == 2)
    #expect(transcript.err.hasPrefix("experiments: fails: no luck\n"))
    let lines = transcript.out.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("name ") && $0.contains("of peak") })
    #expect(lines.last?.hasPrefix("log ") == true)
    #expect(lines.last?.contains("%") == false)
    #expect(try leftovers() == before)
  }

  @Test func aNotebookThatDoesNotTrainIsAnErrorOnlyWhereItIsNamed() async throws {
    let (status, transcript) = try await experiments(
      arguments: ["bench", "ring", "--threads", "1", "--attempts", "1"], notebooks: [Ring.self])
    #expect(status == 64)
    #expect(transcript.err.hasSuffix("experiments: ring makes no training steps to measure\n"))
  }

  @Test func aStepThatANotebookDoesNotMakeIsAnError() async throws {
    let (status, transcript) = try await experiments(
      arguments: ["bench", "trains_d", "--threads", "1", "--attempts", "1"],
      notebooks: [Trains.self])
    #expect(status == 64)
    #expect(transcript.err.contains("no step of trains \"trains_d\""))
  }

  /// What a bench could leave behind: files for the time being, and results.
  private func leftovers() throws -> [String] {
    let manager = FileManager.default
    let temporary = try manager.contentsOfDirectory(atPath: manager.temporaryDirectory.path)
    let results = (try? manager.contentsOfDirectory(atPath: "results")) ?? []
    return temporary.filter { $0.hasPrefix("experiments-bench-") }.sorted()
      + results.sorted()
  }
}
