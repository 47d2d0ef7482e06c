import Kernels
import Notebooks
import Platform
import Records

/// A record with the given source and outputs.
package func record(
  source: String, outputs: [Output] = [], settings: [RecordedSetting] = [],
  profile: Profile = .standard, included: [SourceFile] = [], articles: [Article] = [],
  references: [Citation] = []
) -> RunRecord {
  var record = RunRecord(
    identity: RunIdentity(
      notebook: "golden", title: "Golden", summary: "a golden report", seed: 7, profile: profile,
      data: "strokes", sourceName: "Golden.swift", settings: settings, articles: articles,
      references: references),
    source: source, included: included)
  record.outputs = outputs
  return record
}

/// The output that line `line` of `Golden.swift` made.
package func output(_ content: Output.Content, line: Int, file: String = "experiments/Golden.swift")
  -> Output
{
  Output(line: line, file: file, content: content)
}

/// A lab that writes nowhere.
package func lab(
  seed: UInt64 = 7, notebook: String = "golden", profile: Profile = .smoke
) -> Lab {
  let identity = RunIdentity(
    notebook: notebook, title: "", summary: "", seed: seed, profile: profile, data: "strokes",
    sourceName: "Golden.swift", settings: [])
  return Lab(
    record: RunRecord(identity: identity, source: ""), workers: Workers(),
    reporter: ProgressReporter(Transcript().console())
  ) { throw CancellationError() }
}
