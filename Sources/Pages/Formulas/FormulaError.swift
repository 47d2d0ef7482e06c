/// What is wrong with a formula.
package struct FormulaError: Error, Equatable, CustomStringConvertible {
  /// The formula, without its dollars.
  package let formula: String
  /// Where in it, in characters from 1.
  package let place: Int
  package let problem: String

  package var description: String {
    "the formula $\(formula)$, at character \(place): \(problem)"
  }
}
