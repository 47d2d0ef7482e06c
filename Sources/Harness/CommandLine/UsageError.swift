/// A command line that asks for something that is not there: the program ends with 64.
struct UsageError: Error, Equatable, CustomStringConvertible {
  let description: String

  /// `no notebook "vea". Did you mean "vae"? There are: swirl, vae`
  static func unknown(_ kind: String, _ word: String, valid: [String]) -> UsageError {
    UsageError(
      description: "no \(kind) \(word.quoted).\(Suggestion.sentence(for: word, among: valid))"
        + " There \(valid.count == 1 ? "is" : "are"): \(valid.joined(separator: ", "))")
  }
}
