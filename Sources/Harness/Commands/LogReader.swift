import Platform
import Records
import Weaving

/// Reads the log of some results, for a command that makes something else of it.
struct LogReader {
  /// The folder of the results.
  let folder: String
  /// What is to be done, a word for errors: `render`.
  let purpose: String

  /// Refuses a folder without a log.
  func requireLog() throws(ResultsError) {
    if !Files.exists("\(folder)/log.h5") {
      throw ResultsError(purpose, folder, "there is no log.h5", hint: "run the notebook first")
    }
  }

  /// The record, which is the one that the results beside the log were made from: drawing from a damaged log would make it
  /// look sound.
  func record(_ reporter: ProgressReporter) throws -> RunRecord {
    try requireLog()
    let log = "\(folder)/log.h5"
    let path = "\(folder)/metrics.json"
    guard Files.exists(path) else {
      reporter.message("\(folder): no metrics.json tells whether log.h5 is as it was written")
      return try RunRecord(reading: log)
    }
    guard let metrics = try? Metrics.read(path) else {
      throw ResultsError(
        "check log.h5 by", path, "it is no metrics.json of this program",
        hint: "run the notebook again")
    }
    return try RunRecord(reading: log, toldOfBy: metrics)
  }
}
