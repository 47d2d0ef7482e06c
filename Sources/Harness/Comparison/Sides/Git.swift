import Foundation
import Subprocess

/// The program `git`, run in one folder of a repository.
///
/// Paths are taken literally, nothing is locked or fetched, and messages are English whatever the locale.
struct Git: Sendable {
  /// A folder of the work tree.
  let folder: String

  /// What a run of `git` has left.
  struct Answer {
    let isSuccess: Bool
    let output: [UInt8]
    let message: String

    /// The output as text, without the line feed at its end.
    var text: String {
      var text = String(decoding: output, as: UTF8.self)
      if text.hasSuffix("\n") { text.removeLast() }
      return text
    }

    /// The parts between NUL bytes.
    var fields: [String] {
      output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// A hook of git's runs with variables that name its own repository; here the folder does.
  private static let environment: [Environment.Key: String?] = [
    "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_DIR": nil, "GIT_WORK_TREE": nil,
    "GIT_INDEX_FILE": nil, "GIT_PREFIX": nil,
  ]

  /// Runs `git` and waits; a failing command is an answer, not an error.
  ///
  /// - Throws: `ResultsError` where `git` is not installed or cannot be started.
  func run(_ arguments: [String], input: String = "") async throws(ResultsError) -> Answer {
    do {
      let result = try await Subprocess.run(
        .name("git"), arguments: Arguments(["-C", folder, "--literal-pathspecs"] + arguments),
        environment: .inherit.updating(Self.environment),
        input: .array(Array(input.utf8)), output: .bytes(limit: .max), error: .string(limit: 65_536)
      )
      return Answer(
        isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput,
        message: result.standardError)
    } catch {
      throw ResultsError(
        "run", "git", describe(error), hint: "install git; results of commits are read with it")
    }
  }

  /// Runs `git` and returns what it wrote; a failing command is an error with its message.
  func output(_ arguments: [String], input: String = "") async throws(ResultsError) -> Answer {
    let answer = try await run(arguments, input: input)
    if answer.isSuccess { return answer }
    throw ResultsError("run", "git \(arguments.joined(separator: " "))", answer.firstLine)
  }
}

extension Git.Answer {
  /// The first line of the message, without git's own mark.
  var firstLine: String {
    let line = message.split(separator: "\n").first.map(String.init) ?? "it failed without a word"
    return line.hasPrefix("fatal: ") ? String(line.dropFirst(7)) : line
  }
}
