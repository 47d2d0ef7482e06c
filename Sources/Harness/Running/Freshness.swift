import Digits
import Foundation
import Notebooks
import Platform
import Records
import Weaving

/// Whether results that are there are those that a run would make.
enum Freshness {
  /// The metrics of the results of `plan` if they come from the same source, settings, seed and data, the
  /// same program as far as it is known, and all files are as they were; nil otherwise.
  ///
  /// - Parameter plan: a plan whose domains have been read.
  /// - Throws: What reading the data set throws.
  static func standing(_ plan: RunPlan, digits: () throws -> DigitData) throws -> Metrics? {
    guard let metrics = try matching(plan, digits: digits),
      ResultsIntegrity.firstDamage(of: metrics, in: plan.goal) == nil
    else { return nil }
    return metrics
  }

  /// The same without a look at all files: the metrics of the results if they are those that a run of `plan` would make.
  static func matching(_ plan: RunPlan, digits: () throws -> DigitData) throws -> Metrics? {
    let identity = plan.identity
    guard let metrics = try? Metrics.read("\(plan.goal)/metrics.json"),
      metrics.schema == RunRecord.schema, metrics.notebook == identity.notebook,
      metrics.seed == identity.seed, metrics.profile == identity.profile,
      metrics.data == identity.data, metrics.domains ?? [:] == plan.domainSHA256,
      metrics.isMade(fromSourceOf: plan.record),
      metrics.settings
        == [String: JSON](
          uniqueKeysWithValues: identity.settings.map { ($0.key, $0.value.json.asRead) }),
      isOfThisProgram(plan)
    else { return nil }
    let isSameData = try metrics.dataSHA256.isEmpty || metrics.dataSHA256 == digits().sha256
    return isSameData ? metrics : nil
  }

  /// Results that were made here say which library made them; those from a repository do not.
  private static func isOfThisProgram(_ plan: RunPlan) -> Bool {
    guard let text = try? String(contentsOfFile: "\(plan.goal)/provenance.json", encoding: .utf8),
      let provenance: Provenance = try? JSON.decode(text)
    else { return true }
    return provenance.librarySHA256 == plan.sources.librarySHA256
  }
}

extension JSON {
  /// The value as it comes back from a file, where 1.0 cannot be told from 1.
  var asRead: JSON { (try? JSON.decode(compact)) ?? self }
}
