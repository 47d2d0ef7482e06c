import Digits
import Evaluation
import Foundation

/// Judges of data sets: trained once, kept in a hidden file beside the results, and in memory for the
/// notebooks that follow. A stored judge has the bits of a freshly trained one.
final class JudgeStore {
  private let folder: String?
  private var yardsticks: [JudgeFile.Key: Yardstick] = [:]

  /// A store in `folder`, or nil for one in memory alone.
  init(folder: String?) {
    self.folder = folder
  }

  /// The judge for a data set, and the real digits' own measures.
  ///
  /// - Throws: `NonFiniteError` if training breaks down.
  func yardstick(
    for data: DigitData, _ schedule: Judge.Schedule, _ extent: Yardstick.Extent,
    reporter: ProgressReporter
  ) throws -> Yardstick {
    let key = try Self.key(for: data, schedule)
    if let yardstick = yardsticks[key] { return yardstick }
    let judge = try judge(for: data, schedule, key, reporter)
    reporter.live("judge: reading \(data.name)")
    defer { reporter.clear() }
    let yardstick = Yardstick(judge, for: data, extent)
    yardsticks[key] = yardstick
    return yardstick
  }

  /// The judge for a data set, read from its file or else trained and written to it.
  ///
  /// - Throws: `NonFiniteError` if training breaks down.
  func judge(
    for data: DigitData, _ schedule: Judge.Schedule, reporter: ProgressReporter
  ) throws -> Judge {
    try judge(for: data, schedule, Self.key(for: data, schedule), reporter)
  }

  private func judge(
    for data: DigitData, _ schedule: Judge.Schedule, _ key: JudgeFile.Key,
    _ reporter: ProgressReporter
  ) throws -> Judge {
    let path = folder.map { "\($0)/\(Self.fileName(for: data, schedule))" }
    if let path, let stored = FileManager.default.contents(atPath: path) {
      if let judge = JudgeFile.judge(in: Array(stored), key, classes: data.classes) {
        return judge
      }
      reporter.message("judge: \(path) is damaged or of another version; training anew")
    }
    let steps = schedule.steps(over: data.train.count)
    let meter = ProgressMeter(
      "judge of \(data.name): training", total: steps, unit: "steps", to: reporter)
    let judge = try Judge.trained(on: data, schedule) { _, loss in
      meter.advance(detail: "loss \(NumberText.rounded(loss, digits: 3))")
    }
    meter.finish()
    if let folder, let path {
      do throws(ResultsError) {
        try Files.makeFolder(folder)
        try Files.replace(path, with: JudgeFile.bytes(of: judge, key))
      } catch {
        // The run can do without; the next one trains again.
        reporter.message("judge: \(error)")
      }
    }
    return judge
  }

  /// The hidden file of a judge: `.judge-mnist-b2d8f5bf39174ee5-standard`.
  static func fileName(for data: DigitData, _ schedule: Judge.Schedule) -> String {
    ".judge-\(data.name)-\(data.sha256.prefix(16))-\(schedule.name)"
  }

  /// What the judge of a data set depends on.
  static func key(for data: DigitData, _ schedule: Judge.Schedule) throws -> JudgeFile.Key {
    JudgeFile.Key(
      version: Judge.version, schedule: schedule.name, data: data.sha256,
      start: JudgeFile.sha256(of: try Judge.trained(on: data, schedule, steps: 2)))
  }
}
