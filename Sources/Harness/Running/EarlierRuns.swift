import Foundation
import Notebooks
import Platform
import Records

/// What runs took on this machine, on as many threads.
struct EarlierRuns {
  /// Minutes that a run took, and those that it would have taken where notebooks' minutes were measured.
  struct Run: Equatable {
    let notebook: String
    let taken: Double
    let expected: Double
  }

  let runs: [Run]

  /// Reads the results in `output`, at any depth. What cannot be read, was made by another processor or went on
  /// from an interruption tells nothing.
  init(
    in output: String, of catalogue: [any Notebook.Type], threads: Int,
    processor: String = Processor.name
  ) {
    let files = FileManager.default.enumerator(atPath: output)?.compactMap { $0 as? String } ?? []
    runs = files.filter { $0.hasSuffix("/provenance.json") }.sortedByBytes().compactMap { file in
      guard let text = try? String(contentsOfFile: "\(output)/\(file)", encoding: .utf8),
        let provenance: Provenance = try? JSON.decode(text),
        provenance.processor == processor, provenance.threads == threads,
        let seconds = provenance.ownSeconds, seconds > 0,
        let metrics = try? Metrics.read(
          "\(output)/\((file as NSString).deletingLastPathComponent)/metrics.json"),
        let type = catalogue.first(where: { $0.name == metrics.notebook }),
        let notebook = try? type.make(profile: metrics.profile, overrides: metrics.overrides)
      else { return nil }
      return Run(
        notebook: type.name, taken: seconds / 60,
        expected: notebook.minutes(at: metrics.profile))
    }
  }

  /// How many times as long as expected all runs together took, so that the long ones count most; nil without
  /// runs.
  var factor: Double? { Self.factor(runs) }

  /// The same for the runs of one notebook.
  func factor(of notebook: String) -> Double? {
    Self.factor(runs.filter { $0.notebook == notebook })
  }

  private static func factor(_ runs: [Run]) -> Double? {
    let expected = runs.reduce(0) { $0 + $1.expected }
    return expected > 0 ? runs.reduce(0) { $0 + $1.taken } / expected : nil
  }
}
