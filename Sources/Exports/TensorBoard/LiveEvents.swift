import Digits
import Platform
import Records

/// Writes the events of a run for TensorBoard while it goes on: when it is done, the files are those that an export of its log
/// gives, byte for byte.
///
/// A run that goes on from a checkpoint has the record of that moment, so the file begins anew from it, and nothing is left of
/// what the interrupted run did after it. Where the file cannot be written there is one warning; the run goes on without.
package final class LiveEvents: RecordFollower {
  private let folder: String
  private let warn: (String) -> Void
  private var file: GrowingFile?
  private var hasFailed = false
  /// How many entries of each data set are written.
  private var counts: [String: Int] = [:]

  /// Writes into `folder`, which is made when the first event comes.
  ///
  /// - Parameter warn: is told where that fails.
  package init(folder: String, warn: @escaping (String) -> Void) {
    self.folder = folder
    self.warn = warn
  }

  package func begin(_ record: RunRecord) {
    attempt { () throws(ResultsError) in
      let run = TensorBoardRun(record: record)
      if file == nil {
        try Files.makeFolder(folder)
        file = try GrowingFile("\(folder)/\(TensorBoardRun.eventFile)")
      }
      try file?.replace(with: run.beginning() + run.entries().flatMap(run.events))
      counts = [:]
      for entry in 0..<record.order.count { counts[record.order[entry], default: 0] += 1 }
    }
  }

  package func follow(_ record: RunRecord) {
    attempt { () throws(ResultsError) in
      let path = record.order[record.order.count - 1]
      let index = counts[path, default: 0]
      counts[path] = index + 1
      let run = TensorBoardRun(record: record)
      if let entry = run.entry(index, of: path) { try file?.append(run.events(of: entry)) }
    }
  }

  /// Adds what is known at the end: results, and the projector's files.
  ///
  /// - Parameters:
  ///   - record: all that the run has left.
  ///   - test: the test digits of its data, for the projector's pictures; nil to do without.
  package func finish(_ record: RunRecord, test: DigitSet?) {
    attempt { () throws(ResultsError) in
      try file?.append(TensorBoardRun(record: record).end())
      for file in ProjectorFiles(record: record, test: test).files {
        try Files.replace("\(folder)/\(file.path)", with: file.bytes)
      }
    }
  }

  private func attempt(_ body: () throws(ResultsError) -> Void) {
    if hasFailed { return }
    do throws(ResultsError) {
      try body()
    } catch {
      hasFailed = true
      warn(
        "could not write \(error.path) for TensorBoard: \(error.reason). The run goes on without; `experiments export` with "
          + "`--to tensorboard` makes the file from the log when it is done")
    }
  }
}
