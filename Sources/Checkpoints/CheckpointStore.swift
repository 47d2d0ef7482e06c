import Foundation
import Platform
import Records

/// The checkpoints of one run, in a hidden folder beside the results that it will make.
///
/// The folder has the journal of what has been recorded, the end of every training loop that is done, and the
/// last two checkpoints. It belongs to whoever holds the lock on the results.
package final class CheckpointStore {
  /// A moment of a run that can be gone back to.
  package struct Moment {
    package let stage: Int
    package let isFinished: Bool
    /// SHA-256 of the notebook's code, as far as it could have changed the loop.
    package let code: String
    /// What a `StateArchive` took down.
    package let state: [UInt8]
    package let record: RunRecord

    package init(stage: Int, isFinished: Bool, code: String, state: [UInt8], record: RunRecord) {
      self.stage = stage
      self.isFinished = isFinished
      self.code = code
      self.state = state
      self.record = record
    }
  }

  /// The folder.
  package let folder: String
  /// The notebook's code.
  package let code: NotebookCode
  /// Whether a finished training loop is on the disk.
  package private(set) var hasFinishedLoop = false
  private let key: RunKey
  private let emptyRecord: RunRecord
  private let interval: Duration
  private let warn: (String) -> Void
  private var journal: Journal
  private var contents: Journal.Contents?
  /// What an interrupted run has left that this one can use, by stage.
  private var usable: [Int: Checkpoint] = [:]
  /// Whether the folder has files that this run cannot use.
  private var isOutdated = false
  private var number = 0
  /// Ends of loops that could not be written.
  private var owed: [Moment] = []
  private var hasWarned = false
  private var lastSave = ContinuousClock.now

  /// Looks into `folder` for what an interrupted run with the same key has left.
  ///
  /// - Parameters:
  ///   - folder: need not be there.
  ///   - key: what the run's bits depend on.
  ///   - record: of the run, with nothing in it.
  ///   - interval: the time between checkpoints.
  ///   - warn: is told of what cannot be used or written.
  package init(
    folder: String, key: RunKey, record: RunRecord, interval: Duration,
    warn: @escaping (String) -> Void
  ) {
    self.folder = folder
    self.key = key
    emptyRecord = record
    self.interval = interval
    self.warn = warn
    code = NotebookCode(record.source)
    journal = Journal(path: Self.journalPath(folder))
    lookBack()
  }

  /// The folder of the checkpoints for results in `goal`.
  package static func folder(for goal: String) -> String {
    let parent = (goal as NSString).deletingLastPathComponent
    return "\(parent)/.\((goal as NSString).lastPathComponent).run"
  }

  /// Whether it is time for a checkpoint. The clock decides when there is one, and never what is in it.
  package var isDue: Bool { .now - lastSave >= interval }

  /// Whether an interrupted run has left something that this one can use.
  package var isGoingOn: Bool { !usable.isEmpty }

  /// The newest checkpoint of a training loop that an interrupted run has left; nil for none.
  package func checkpoint(of stage: Int) -> Checkpoint? { usable[stage] }

  /// What the interrupted run had recorded at one of its checkpoints.
  package func record(at checkpoint: Checkpoint) throws(Damage) -> RunRecord {
    var record = emptyRecord
    record.dataSHA256 = checkpoint.header.dataSHA256
    try contents?.add(checkpoint.header.frames, to: &record, of: code)
    return record
  }

  /// Takes away what an interrupted run has left in `folder`.
  package static func remove(_ folder: String) {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Gives up the checkpoints of a training loop and of those after it, as they are of no use.
  package func startAnew(from stage: Int, because reason: String) {
    guard stage > 0, let end = usable[stage - 1], let contents,
      let record = try? record(at: end)
    else {
      warn("not going on from the interrupted run in \(folder): \(reason). Starting anew")
      return remove()
    }
    warn(
      "not going on from training loop \(stage + 1) of the interrupted run in \(folder): \(reason). "
        + "Starting this loop anew")
    usable = usable.filter { $0.key < stage }
    // The first file with a greater number takes the others away.
    number = end.header.number
    journal = contents.journal(
      end.header.frames, record: record, path: Self.journalPath(folder))
  }

  /// Takes all files away.
  package func remove() {
    Self.remove(folder)
    Interruption.hasSaved = false
    hasFinishedLoop = false
    usable = [:]
    contents = nil
    journal = Journal(path: Self.journalPath(folder))
    isOutdated = false
  }

  /// Writes a checkpoint. Where that fails, there is one warning, and the checkpoints before it stay.
  ///
  /// - Returns: whether it is on the disk.
  @discardableResult
  package func save(_ moment: Moment) -> Bool {
    defer { lastSave = .now }
    do {
      if isOutdated { remove() }
      try Files.makeFolder(folder)
      // A loop that is begun needs the ends of those before it.
      while let end = owed.first {
        try write(end)
        owed.removeFirst()
      }
      try write(moment)
      Interruption.hasSaved = true
      return true
    } catch {
      if moment.isFinished { owed.append(moment) }
      if !hasWarned {
        warn("\(describe(error)). The run goes on, but could not be resumed from here")
      }
      hasWarned = true
      return false
    }
  }

  private func write(_ moment: Moment) throws {
    try journal.add(moment.record, of: code)
    number += 1
    let header = Checkpoint.Header(
      key: key, number: number, stage: moment.stage, isFinished: moment.isFinished,
      code: moment.code,
      dataSHA256: moment.record.dataSHA256, frames: journal.frames, journal: journal.digestText)
    let checkpoint = Checkpoint(header: header, state: moment.state)
    let name = "\(Self.prefix)\(number)\(moment.isFinished ? Self.endSuffix : "")"
    try Files.replace("\(folder)/\(name)", with: checkpoint.file())
    if moment.isFinished { hasFinishedLoop = true }
    for (other, file) in Self.files(in: folder) where file != name {
      let isOld = other < number - 1 && !file.hasSuffix(Self.endSuffix)
      // What is not older was damaged: the run has gone back behind it.
      if isOld || other >= number { unlink("\(folder)/\(file)") }
    }
  }

  private static let prefix = "checkpoint-"
  private static let endSuffix = ".end"
  private static func journalPath(_ folder: String) -> String { "\(folder)/journal" }

  /// The numbers and names of all checkpoints, the newest first.
  private static func files(in folder: String) -> [(number: Int, name: String)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { name in
      guard name.hasPrefix(prefix) else { return nil }
      let number = name.dropFirst(prefix.count).prefix { $0 != "." }
      return Int(number).map { ($0, name) }
    }.sorted { $0.number > $1.number }
  }
}

extension CheckpointStore {
  /// Finds the newest checkpoint that can be used.
  private func lookBack() {
    let files = Self.files(in: folder)
    if files.isEmpty { return }
    var checkpoints: [Checkpoint] = []
    for (number, name) in files {
      do throws(Damage) {
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
        let checkpoint = try Checkpoint(file: Array(bytes))
        guard checkpoint.header.number == number, number < 1 << 60 else { throw .unreadable }
        checkpoints.append(checkpoint)
      } catch {
        warn("\(folder)/\(name) cannot be used: \(error). Looking for the one before it")
      }
    }
    let contents = Journal.Contents(path: Self.journalPath(folder))
    for checkpoint in checkpoints {
      let header = checkpoint.header
      if header.key != key {
        warn(
          "not going on from the interrupted run in \(folder): "
            + "\(key.differences(from: header.key)). Its files go when the first of this run come")
        break
      }
      let ends = checkpoints.filter {
        $0.header.isFinished && $0.header.stage < header.stage && $0.header.key == key
      }
      guard ends.count == header.stage,
        ([checkpoint] + ends).allSatisfy({
          contents.holds($0.header.frames, digest: $0.header.journal)
        }),
        resume(at: checkpoint, after: ends, contents)
      else {
        warn(
          "checkpoint \(header.number) in \(folder) cannot be used: what belongs to it is damaged")
        continue
      }
      return
    }
    isOutdated = true
  }

  private func resume(
    at checkpoint: Checkpoint, after ends: [Checkpoint], _ contents: Journal.Contents
  ) -> Bool {
    let header = checkpoint.header
    var record = emptyRecord
    guard (try? contents.add(header.frames, to: &record, of: code)) != nil else { return false }
    self.contents = contents
    journal = contents.journal(
      header.frames, record: record, path: Self.journalPath(folder))
    number = header.number
    for end in ends { usable[end.header.stage] = end }
    usable[header.stage] = checkpoint
    hasFinishedLoop = usable.values.contains(where: \.header.isFinished)
    Interruption.hasSaved = true
    return true
  }
}
