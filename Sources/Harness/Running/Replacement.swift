import Digits
import Notebooks
import Platform
import Records

/// Whether a run may put its results in the place of others.
enum Replacement {
  /// Refuses to replace results of another notebook, seed or profile, of other digits, or of other settings with the
  /// same source: only results that are those of an earlier state of the same run give way.
  ///
  /// - Throws: `ResultsError` that says of what the results are; what reading the digits throws.
  static func check(_ plan: RunPlan, digits: () throws -> DigitData) throws {
    guard let metrics = try? Metrics.read("\(plan.goal)/metrics.json") else { return }
    let identity = plan.identity
    func refuse(_ what: String) -> ResultsError {
      ResultsError(
        "replace the results in", plan.goal, "they are of \(what)",
        hint: "move them elsewhere, or choose another folder with --output")
    }
    if metrics.notebook != identity.notebook { throw refuse("the notebook \(metrics.notebook)") }
    if metrics.seed != identity.seed { throw refuse("seed \(metrics.seed)") }
    if metrics.profile != identity.profile { throw refuse("the profile \(metrics.profile)") }
    let settings = [String: JSON](
      uniqueKeysWithValues: identity.settings.map { ($0.key, $0.value.json.asRead) })
    if metrics.sourceSHA256 == Digest.sha256(of: plan.source.text.utf8),
      let other = identity.settings.first(where: { metrics.settings[$0.key] != settings[$0.key] })
    {
      throw refuse("another \(other.key): \(metrics.settings[other.key]?.compact ?? "none")")
    }
    // The built-in digits are those that the program draws, and so belong to its version.
    if metrics.dataSHA256.isEmpty || DataChoice.builtIn.contains(identity.data) { return }
    if try digits().sha256 != metrics.dataSHA256 {
      throw refuse("other digits of the same name, SHA-256 \(metrics.dataSHA256)")
    }
  }
}
