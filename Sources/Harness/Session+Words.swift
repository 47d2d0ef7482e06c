import Platform

extension Session {
  /// The words for the parser: a notebook's name alone stands for `run NAME`, and `help NAME` for the help of
  /// the command or notebook of that name.
  ///
  /// - Throws: `UsageError` where the first word is neither, or an option stands before the command.
  func words(of arguments: [String]) throws(UsageError) -> [String] {
    guard let first = arguments.first else { return [] }
    // The parser would take it for the root's and run the notebook all the same.
    if arguments.prefix(while: { $0 != "--" }).contains("--version") { return ["--version"] }
    if ["help", "--help", "-h"].contains(first) { return try help(with: arguments.dropFirst()) }
    if first.hasPrefix("-") {
      guard let command = arguments.first(where: { isCommandOrNotebook($0) }) else {
        return arguments
      }
      throw UsageError(
        description: "\(first.quoted) stands before \(command): options come after it, as in "
          + "experiments \(command) --profile smoke")
    }
    if Experiments.commandNames.contains(first) { return arguments }
    if names.contains(first) { return ["run"] + arguments }
    throw unknown(first)
  }

  private func help(with words: ArraySlice<String>) throws(UsageError) -> [String] {
    guard let subject = words.first(where: { !$0.hasPrefix("-") }) else { return [] }
    if names.contains(subject) { return ["run", subject, "--help"] }
    if subject == "help" { return [] }
    guard Experiments.commandNames.contains(subject) else { throw unknown(subject) }
    return [subject, "--help"]
  }

  private func isCommandOrNotebook(_ word: String) -> Bool {
    Experiments.commandNames.contains(word) || names.contains(word)
  }

  private func unknown(_ word: String) -> UsageError {
    let commands = Experiments.commandNames
    return UsageError(
      description: "no command or notebook \(word.quoted)."
        + Suggestion.sentence(for: word, among: commands + names)
        + " Commands: \(commands.joined(separator: ", ")). Notebooks: "
        + names.joined(separator: ", "))
  }
}
