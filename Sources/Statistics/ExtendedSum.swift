/// A sum of doubles that is right to the last bit or the one beside it, in whatever order they come.
///
/// It keeps what each addition rounds away (A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen", 1974), and is made of additions alone.
struct ExtendedSum {
  /// The rounded sum, and what has been rounded away from it.
  private(set) var high = 0.0, low = 0.0

  /// The sum.
  var value: Double { high + low }

  /// Adds a term.
  mutating func add(_ term: Double) {
    let sum = high + term
    low += abs(high) >= abs(term) ? (high - sum) + term : (term - sum) + high
    high = sum
  }
}
