import Comparisons
import Foundation
import Kernels
import Notebooks
import Platform
import Records
import Weaving

/// Runs a notebook again, in a temporary folder, with the seed and the settings of results that are there.
struct Verification {
  let notebook: any Notebook.Type
  /// The folder of the results.
  let folder: String
  let sources: ProgramSources
  let workers: Workers
  let judges: JudgeStore
  let reporter: ProgressReporter
  let loader: DataLoader

  /// What came out.
  func verdict() -> Verdict {
    var verdict = Verdict(
      notebook: notebook.name, folder: folder, librarySHA256: sources.librarySHA256)
    do {
      let old = try oldMetrics()
      verdict.oldSHA256 = sha256("\(folder)/metrics.json")
      var plan = try plan(for: old)
      try plan.readDomains(loader.domain)
      try check(plan, against: old)
      let parent = try Files.temporaryPath("experiments-verify")
      let record = try NotebookRun(
        plan: plan, workers: workers, judges: judges, reporter: reporter, digits: loader.digits,
        domain: loader.domain
      ).record()
      reporter.live("\(notebook.name): drawing figures")
      let new = try results(of: record, in: parent, differFrom: old, &verdict)
      verdict.new = new
      let comparison = Comparison(old: old, new: new, folder: folder, record: record)
      verdict.differences = comparison.differences
      verdict.remarks = comparison.remarks
    } catch {
      verdict.trouble = describe(error)
    }
    return verdict
  }

  private func oldMetrics() throws -> Metrics {
    let path = "\(folder)/metrics.json"
    guard Files.exists(path) else {
      throw ResultsError(
        "verify", folder, "there is no metrics.json", hint: "run the notebook first")
    }
    guard let metrics = try? Metrics.read(path), metrics.notebook == notebook.name else {
      throw ResultsError("verify", path, "it is no metrics.json of \(notebook.name)")
    }
    guard metrics.schema == RunRecord.schema else {
      throw ResultsError(
        "verify", path,
        "it has schema \(metrics.schema), and this program writes \(RunRecord.schema)")
    }
    guard metrics.seed <= UInt64(Int64.max) else {
      throw ResultsError("verify", path, "it has the seed \(metrics.seed), which no run has")
    }
    if !metrics.dataSHA256.isEmpty {
      let sha256 = try loader.digits().sha256
      guard metrics.dataSHA256 == sha256 else {
        throw ResultsError(
          "verify", path,
          "it was made from digits with SHA-256 \(metrics.dataSHA256), and those at hand have \(sha256)",
          hint: "name the right ones with --data")
      }
    }
    return metrics
  }

  /// Refuses other data sets besides the one of the run than the results have.
  private func check(_ plan: RunPlan, against metrics: Metrics) throws(ResultsError) {
    let domains = metrics.domains ?? [:]
    let names = Set(domains.keys).union(plan.domainSHA256.keys).sorted()
    for name in names where domains[name] != plan.domainSHA256[name] {
      throw ResultsError(
        "verify", "\(folder)/metrics.json",
        "it was made with \(name) of SHA-256 \(domains[name] ?? "none"), and that at hand has "
          + (plan.domainSHA256[name] ?? "none"))
    }
  }

  private func plan(for metrics: Metrics) throws -> RunPlan {
    let again = try notebook.make(profile: metrics.profile, overrides: metrics.overrides)
    let identity = RunIdentity(
      of: again, seed: metrics.seed, profile: metrics.profile, data: try loader.name())
    return try RunPlan(again, identity, goal: folder, sources: sources)
  }

  private func sha256(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { Digest.sha256(ofText: $0) }
  }

  /// Writes the results of `record` to the temporary folder `parent`, as a run does, and reads their metrics. The folder
  /// stays only if they are not `old`.
  private func results(
    of record: RunRecord, in parent: String, differFrom old: Metrics, _ verdict: inout Verdict
  ) throws -> Metrics {
    Interruption.watch(parent)
    defer { Interruption.forget(parent) }
    do {
      let goal = "\(parent)/\(notebook.name)"
      let stage = try ResultStage(for: goal)
      defer { stage.discard() }
      // As the results that are there were woven.
      let sweeps = SweepOfGroup.all(besides: folder, of: record.identity) { _ in }
      _ = try stage.write(record, citing: sweeps) { _ in }
      try stage.commit()
      let metrics = try Metrics.read("\(goal)/metrics.json")
      verdict.newSHA256 = sha256("\(goal)/metrics.json")
      if metrics == old {
        try? FileManager.default.removeItem(atPath: parent)
      } else {
        verdict.newFolder = goal
      }
      return metrics
    } catch {
      try? FileManager.default.removeItem(atPath: parent)
      throw error
    }
  }
}
