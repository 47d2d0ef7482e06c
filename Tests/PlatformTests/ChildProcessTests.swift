import Foundation
import Testing

@testable import Platform

@Suite struct ChildProcessTests {
  @Test func carriesMoreThanAnyBufferHoldsBothWays() throws {
    let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }
    let answer = try ChildProcess(program: "cat", arguments: []).run(input: input)
    #expect(answer.isSuccess && answer.message.isEmpty)
    #expect(answer.output == input)
  }

  @Test func tellsOutputMessageAndFailureApart() throws {
    let answer = try ChildProcess(
      program: "sh", arguments: ["-c", "echo out; echo err >&2; exit 3"]
    ).run()
    #expect(!answer.isSuccess)
    #expect(answer.output == Array("out\n".utf8) && answer.message == Array("err\n".utf8))
  }

  @Test func aProgramThatDoesNotReadItsInputIsNoTrouble() throws {
    let input = [UInt8](repeating: 65, count: 1_000_000)
    let answer = try ChildProcess(program: "true", arguments: []).run(input: input)
    #expect(answer.isSuccess)
  }

  @Test func aProgramThatDoesNotAnswerInTimeIsGivenUp() {
    #expect(throws: ChildProcess.Failure.silent) {
      try ChildProcess(program: "sleep", arguments: ["1000"]).run(limit: .milliseconds(50))
    }
    // What it has started itself may still hold its output.
    #expect(throws: ChildProcess.Failure.silent) {
      try ChildProcess(program: "sh", arguments: ["-c", "sleep 5; true"]).run(
        limit: .milliseconds(50))
    }
  }

  @Test func aProgramThatIsNotThereIsAnError() {
    #expect(throws: ChildProcess.Failure.start(code: ENOENT)) {
      try ChildProcess(program: "no-such-program", arguments: []).run()
    }
  }

  /// This program ignores it, and `yes | head` ends by it.
  @Test func aProgramIsNotToldToIgnoreWhatThisOneIgnores() async {
    await #expect(processExitsWith: .success) {
      try Interruption.install()
      let answer = try ChildProcess(
        program: "sh", arguments: ["-c", "kill -PIPE $$; echo lives"]
      ).run()
      #expect(!answer.isSuccess && answer.output.isEmpty)
    }
  }
}
