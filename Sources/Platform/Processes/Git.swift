import Foundation

/// The program `git`, run in one folder of a repository.
///
/// Paths are taken literally, nothing is locked or fetched, and messages are English whatever the locale.
package struct Git: Sendable {
  /// A folder of the work tree.
  package let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  /// What a run of `git` has left.
  package struct Answer {
    package let isSuccess: Bool
    package let output: [UInt8]
    package let message: String

    /// The output as text, without the line feed at its end.
    package var text: String {
      var text = String(decoding: output, as: UTF8.self)
      if text.hasSuffix("\n") { text.removeLast() }
      return text
    }

    /// The parts between NUL bytes.
    package var fields: [String] {
      output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// Runs `git` and waits; a failing command is an answer, not an error.
  ///
  /// - Parameter limit: how long it may take; nil for as long as it likes.
  /// - Throws: `ResultsError` where `git` is not installed, cannot be started or does not end in time.
  package func run(
    _ arguments: [String], input: String = "", limit: Duration? = nil
  ) throws(ResultsError) -> Answer {
    let git = ChildProcess(
      program: "git", arguments: ["-C", folder, "--literal-pathspecs"] + arguments,
      environment: Self.environment(from: ProcessInfo.processInfo.environment))
    do {
      let answer = try git.run(input: Array(input.utf8), limit: limit)
      return Answer(
        isSuccess: answer.isSuccess, output: answer.output,
        message: String(decoding: answer.message, as: UTF8.self))
    } catch {
      switch error {
      case .silent: throw ResultsError("run", "git", "it did not answer in time")
      case .start(ENOENT):
        throw ResultsError(
          "run", "git", "there is no such program",
          hint: "install git; results of commits are read with it")
      case .start(let code):
        throw ResultsError("run", "git", String(cString: strerror(code)))
      }
    }
  }

  /// Runs `git` and returns what it wrote; a failing command is an error with its message.
  package func output(_ arguments: [String], input: String = "") throws(ResultsError) -> Answer {
    let answer = try run(arguments, input: input)
    if answer.isSuccess { return answer }
    throw ResultsError("run", "git \(arguments.joined(separator: " "))", answer.firstLine)
  }
}

extension Git {
  /// What `git` may know of the variables that this program was started with.
  ///
  /// Those of git's own say, most of them, which repository is meant and how paths are to be read: a hook has
  /// some, and a user's alias may have others. Here the folder says which, and paths are as they are. What is left is how
  /// git is installed and configured; a configuration may be what allows a folder of another owner to be read.
  static func environment(from variables: [String: String]) -> [String: String] {
    var own = variables.filter { name, _ in
      !name.hasPrefix("GIT_") || name.hasPrefix("GIT_CONFIG_")
        || ["GIT_EXEC_PATH", "GIT_DISCOVERY_ACROSS_FILESYSTEM"].contains(name)
    }
    own["GIT_OPTIONAL_LOCKS"] = "0"
    own["LC_ALL"] = "C"
    return own
  }
}

extension Git.Answer {
  /// The first line of the message, without git's own mark.
  package var firstLine: String {
    let line = message.split(separator: "\n").first.map(String.init) ?? "it failed without a word"
    return line.hasPrefix("fatal: ") ? String(line.dropFirst(7)) : line
  }
  /// The command that git advises, `git config --global --add safe.directory …` where a folder belongs to somebody
  /// else; nil where it advises none.
  package var command: String? {
    message.split(separator: "\n").first { $0.hasPrefix("\tgit ") }
      .map { "if you trust it: \($0.dropFirst())" }
  }
}
