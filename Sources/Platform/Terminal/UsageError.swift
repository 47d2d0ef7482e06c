/// A command line that asks for something that is not there: the program ends with 64.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(description: String) {
    self.description = description
  }

  /// `no notebook "vea". Did you mean "vae"? There are: swirl, vae`
  package static func unknown(_ kind: String, _ word: String, valid: [String]) -> UsageError {
    UsageError(
      description: "no \(kind) \(word.quoted).\(Suggestion.sentence(for: word, among: valid))"
        + " There \(valid.count == 1 ? "is" : "are"): \(valid.joined(separator: ", "))")
  }
}
