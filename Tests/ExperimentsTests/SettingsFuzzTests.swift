import Foundation
import TestSupport
import Testing

@testable import Harness
@testable import Notebooks
@testable import Platform
@testable import experiments

/// Notebooks with settings at the ends of their limits, at smoke size, in a process of its own.
///
/// `EXPERIMENTS_FUZZ=40 swift test --filter Fuzz` tries forty times as many; `Tests/Portability/fuzz` does so.
@Suite struct SettingsFuzzTests {
  /// Settings that make a run longer and nothing else: always at the lower end.
  static let lengths: Set<String> = [
    "epochs", "turns", "iterations", "planeIterations", "cvaeEpochs", "toyEpochs", "stepsPerTurn",
    "discriminatorSteps", "autoencoderSteps", "densePoints", "criticSteps", "clippingTurns",
    "discriminatorTurns", "stackedTurns", "stackedSamples", "failureTurns", "width",
    "discriminatorWidth",
  ]

  @Test func noSettingsWithinTheirLimitsCrashANotebookOrFailAfterTraining() async throws {
    try await withTemporaryFolder { folder in
      setenv("EXPERIMENTS_TEST_NOTEBOOKS", folder, 1)
      await #expect(processExitsWith: .success) {
        let folder = ProcessInfo.processInfo.environment["EXPERIMENTS_TEST_NOTEBOOKS"] ?? ""
        Limits.begin(memory: 6 << 30)
        for number in 0..<Limits.count(1) {
          Limits.startClock(seconds: 200)
          var mutator = Mutator(number: number, family: "notebooks")
          let notebook = mutator.pick(catalogue)
          var words = [notebook.name, "--profile", "smoke", "--quiet", "--fresh"]
          for (key, setting) in notebook.init().settings where mutator.next(below: 3) == 0 {
            guard let limits = setting.limits?.components(separatedBy: " to "), limits.count == 2
            else { continue }
            let value = SettingsFuzzTests.lengths.contains(key) ? limits[0] : mutator.pick(limits)
            words += ["--set", "\(key)=\(value)"]
          }
          try Data("\(number): \(words)".utf8).write(to: URL(filePath: folder + "/number"))
          let errors = Complaints()
          let status = await Harness.run(
            catalogue, arguments: words + ["--output", folder + "/out"],
            console: Console(out: { _ in }, err: { errors.append($0) }), sources: .embedded)
          // Training may break down, and settings may not fit each other: both are said, the latter at once.
          let isRefused =
            errors.text.contains("training broke down")
            || errors.text.contains("digits in a step, but there are only")
          if status != 0 && !(status == 2 && isRefused) {
            try Data("\(number): \(words): \(status) \(errors.text)".utf8)
              .write(to: URL(filePath: folder + "/number"))
            exit(3)
          }
        }
        try Data("done".utf8).write(to: URL(filePath: folder + "/number"))
      }
      let number = try String(contentsOfFile: folder + "/number", encoding: .utf8)
      #expect(number == "done")
    }
  }
}
