import Records

extension ClaimOutput {
  /// The figures behind a claim, as they follow its text: `: 1.5 ≤ 2`, or ` (not so: 2.25 ≤ 2)` where it fails
  /// and they state what does not hold, or ` (not applicable: …)` with the reason.
  package var figures: String {
    if detail.isEmpty { return "" }
    guard let holds else { return " (not applicable: \(detail))" }
    return holds || !statesARelation ? ": \(detail)" : " (not so: \(detail))"
  }

  /// `holds`, `fails` or `not applicable`.
  package var state: String { holds.map { $0 ? "holds" : "fails" } ?? "not applicable" }

  /// Whether the figures are a statement that is true or false, not only what was measured.
  private var statesARelation: Bool { detail.contains { "<>≤≥=≠≈".contains($0) } }
}
