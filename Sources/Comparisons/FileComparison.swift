import Platform
import Records

/// Compares a file of a notebook's results on two sides, pictures and `metrics.json` excepted.
struct FileComparison {
  /// The file from the folder of the notebook.
  let file: String
  /// Its bytes; nil on a side that does not have it.
  let pair: FilePairs.Pair
  let oldMetrics: Metrics
  let newMetrics: Metrics

  /// What happened; nil where the contents are the same, however their lines end.
  var change: FileChange? {
    content.map { FileChange(file: file, content: $0) }
  }

  private var content: FileChange.Content? {
    switch (pair.old, pair.new) {
    case (nil, nil): return nil
    case (_, nil): return isReport ? .missing : .removed
    case (nil, let new?):
      return isEdited(new, newMetrics) ? .edited(old: false, new: true, lines: nil) : .added
    case (let old?, let new?):
      if LineEnds.normalized(old) == LineEnds.normalized(new) { return nil }
      let lines = FileChange.LineCount(old, new)
      let edited = (old: isEdited(old, oldMetrics), new: isEdited(new, newMetrics))
      return edited.old || edited.new
        ? .edited(old: edited.old, new: edited.new, lines: lines) : .changed(lines)
    }
  }

  /// Of all these files only the report has a digest.
  private var isReport: Bool { file == "report.md" }

  private func isEdited(_ bytes: [UInt8], _ metrics: Metrics) -> Bool {
    isReport && Digest.sha256(ofText: bytes) != metrics.reportSHA256
  }
}
