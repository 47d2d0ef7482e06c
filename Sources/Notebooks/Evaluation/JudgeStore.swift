import Checkpoints
import Digits
import Evaluation
import Foundation
import Platform

/// Judges of data sets: trained once for a data set and a library, kept in a folder and in memory for the notebooks that
/// follow. A stored judge has the bits of a freshly trained one.
package final class JudgeStore {
  private let folder: String?
  private let librarySHA256: String
  private let interval: Duration
  private var yardsticks: [JudgeFile.Key: Yardstick] = [:]
  /// What is known of anchors so far.
  var anchors: [JudgeFile.Key: [AnchorFigures]] = [:]
  /// The seconds that judges have been trained for, and anchors measured, so far.
  package private(set) var secondsSpent = 0.0

  /// A store in memory alone.
  package init() {
    folder = nil
    librarySHA256 = ""
    interval = .seconds(20)
  }

  /// A store in a folder, which need not be there.
  ///
  /// - Parameters:
  ///   - folder: the folder; that of the user's cache serves all folders of results.
  ///   - librarySHA256: the digest of what a judge's numbers depend on.
  ///   - interval: the time between two saves of a judge that is being trained.
  package init(folder: String, librarySHA256: String, interval: Duration = .seconds(20)) {
    self.folder = folder
    self.librarySHA256 = librarySHA256
    self.interval = interval
  }

  /// The judges in the user's cache.
  package static func cacheFolder() -> String { CacheFolder.path("judges") }

  /// The judge for a data set, and the real digits' own measures.
  ///
  /// - Throws: `NonFiniteError` if training breaks down.
  func yardstick(
    for data: DigitData, _ schedule: Judge.Schedule, _ extent: Yardstick.Extent,
    reporter: ProgressReporter
  ) throws -> Yardstick {
    let key = try key(for: data, schedule)
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
    try judge(for: data, schedule, key(for: data, schedule), reporter)
  }

  private func judge(
    for data: DigitData, _ schedule: Judge.Schedule, _ key: JudgeFile.Key,
    _ reporter: ProgressReporter
  ) throws -> Judge {
    guard let folder else { return try trained(on: data, schedule, key, at: nil, reporter) }
    let path = "\(folder)/\(fileName(for: data, schedule))"
    if let judge = stored(at: path, key, data, reporter) { return judge }
    return try alone(at: path, reporter) {
      // Another process may have trained it meanwhile.
      try stored(at: path, key, data, reporter)
        ?? trained(on: data, schedule, key, at: path, reporter)
    }
  }

  /// The judge that is kept for a data set; nil where there is none, for none is trained here.
  func storedJudge(
    for data: DigitData, _ schedule: Judge.Schedule, reporter: ProgressReporter
  ) throws -> Judge? {
    guard let folder else { return nil }
    return stored(
      at: "\(folder)/\(fileName(for: data, schedule))", try key(for: data, schedule), data, reporter
    )
  }

  /// The judge in a file; nil where there is none that can be used.
  private func stored(
    at path: String, _ key: JudgeFile.Key, _ data: DigitData, _ reporter: ProgressReporter
  ) -> Judge? {
    guard let stored = FileManager.default.contents(atPath: path) else { return nil }
    guard let judge = JudgeFile.judge(in: Array(stored), key, classes: data.classes, data.shape)
    else {
      reporter.message("judge: \(path) is damaged or of another version; training anew")
      unlink(path)
      return nil
    }
    // A run that was killed just before it would have done so.
    JudgeTrainingFile(path: "\(path).training", key: key).remove()
    return judge
  }

  /// Calls `body` while no other process does so for the same file: of several that need it at once, one makes it.
  ///
  /// - Throws: `Interrupted` where the program was asked to end while it waited.
  func alone<Result>(
    at path: String, _ reporter: ProgressReporter, _ body: () throws -> Result
  ) throws -> Result {
    var lock: GoalLock?
    try Interruption.whileSaving {
      while lock == nil {
        do throws(ResultsError) {
          lock = try GoalLock(on: path)
        } catch {
          // A folder that takes no lock takes no judge, either; it is trained for this run alone.
          if !error.isBusy { return }
          if let request = Interruption.request { throw Interrupted(signal: request) }
          reporter.live("judge: another run is at work on it")
          usleep(100_000)
        }
      }
    }
    defer { lock?.release() }
    reporter.clear()
    return try body()
  }

  /// Trains the judge of a data set, and keeps it at `path`, unless that is nil.
  private func trained(
    on data: DigitData, _ schedule: Judge.Schedule, _ key: JudgeFile.Key, at path: String?,
    _ reporter: ProgressReporter
  ) throws -> Judge {
    let begun = path.map { JudgeTrainingFile(path: "\($0).training", key: key) }
    let training = JudgeTraining(on: data, schedule)
    do throws(Damage) {
      try begun?.restore(training, data, schedule)
    } catch {
      reporter.message("judge: the begun training cannot be used: \(error). Training anew")
    }
    try timed { try train(training, data.name, saving: begun, reporter) }
    if let path {
      save(JudgeFile.bytes(of: training.judge, key), at: path, reporter)
      begun?.remove()
    }
    return training.judge
  }

  /// Keeps a file, and removes the oldest ones of its kind.
  func save(_ bytes: [UInt8], at path: String, _ reporter: ProgressReporter) {
    do throws(ResultsError) {
      guard let folder else { return }
      try Files.makeFolder(folder)
      try Files.replace(path, with: bytes)
      for prefix in [Self.prefix, Self.anchorPrefix] { Self.removeOldest(prefix, in: folder) }
    } catch {
      // The run can do without; the next one makes it again.
      reporter.message("judge: \(error)")
    }
  }

  /// Calls `body`, whose seconds are those of no notebook.
  func timed<Result>(_ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { secondsSpent += (.now - start) / .seconds(1) }
    return try body()
  }

  /// Trains to the end; saves now and then, and where the program is asked to end.
  private func train(
    _ training: JudgeTraining, _ name: String, saving file: JudgeTrainingFile?,
    _ reporter: ProgressReporter
  ) throws {
    let meter = ProgressMeter(
      "judge of \(name): training", total: training.steps, done: training.stepsDone,
      unit: "step", to: reporter)
    var lastSave = ContinuousClock.now
    var hasWarned = false
    func save() {
      lastSave = .now
      do {
        try file?.save(training)
        Interruption.hasSaved = true
      } catch {
        if !hasWarned {
          reporter.message("judge: \(describe(error)). Training goes on, but could not be resumed")
        }
        hasWarned = true
      }
    }
    func advance() throws {
      while training.stepsDone < training.steps {
        let request = file == nil ? nil : Interruption.request
        if request != nil || .now - lastSave >= interval { save() }
        if let request { throw Interrupted(signal: request) }
        let loss = try training.step()
        meter.advance(detail: "loss \(NumberText.rounded(loss, digits: 3))")
      }
    }
    if file == nil { try advance() } else { try Interruption.whileSaving(advance) }
    meter.finish()
  }

  /// Judges of other versions of the library are of no use to this one, but other checkouts may want theirs.
  private static let mostFiles = 32

  private static func removeOldest(_ prefix: String, in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = names.filter { $0.hasPrefix(prefix) }.map { name in
      var status = stat()
      stat("\(folder)/\(name)", &status)
      return (path: "\(folder)/\(name)", modified: status.st_mtim.tv_sec)
    }
    for file in files.sorted(by: { $0.modified > $1.modified }).dropFirst(mostFiles) {
      unlink(file.path)
    }
  }

  private static let prefix = "judge-"
  private static let anchorPrefix = "anchors-"

  /// The file of a judge: `judge-standard-b2d8f5bf39174ee5-60d3e24a7f4c1f52`.
  func fileName(for data: DigitData, _ schedule: Judge.Schedule) -> String {
    Self.prefix + version(of: data, schedule)
  }

  /// The file of the anchors that this judge measures; nil in memory alone.
  func anchorPath(for data: DigitData, _ schedule: Judge.Schedule) -> String? {
    folder.map { "\($0)/\(Self.anchorPrefix)\(version(of: data, schedule))" }
  }

  private func version(of data: DigitData, _ schedule: Judge.Schedule) -> String {
    "\(schedule.name)-\(data.sha256.prefix(16))-\(librarySHA256.prefix(16))"
  }

  /// What the judge of a data set depends on.
  func key(for data: DigitData, _ schedule: Judge.Schedule) throws -> JudgeFile.Key {
    JudgeFile.Key(
      version: Judge.version, schedule: schedule.name, data: data.sha256, library: librarySHA256,
      start: JudgeFile.sha256(of: try Judge.trained(on: data, schedule, steps: 2)))
  }
}
