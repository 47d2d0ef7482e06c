import Foundation
import Testing

@testable import Harness
@testable import Platform

@Suite struct ConsoleTests {
  /// With the words of a script that would take an empty answer for one.
  @Test(arguments: [["list"], ["list", "--json"], ["--help"], ["help", "diff"]])
  func outputThatIsLostIsTrouble(words: [String]) async throws {
    let result = await #expect(
      processExitsWith: .exitCode(2), observing: [\.standardErrorContent]
    ) { [words] in
      dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO)
      exit(await Harness.run([Ring.self], arguments: words, sources: .ofTests))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(
      message == "experiments: could not write to standard output: No space left on device\n")
  }

  @Test func aReaderThatHasGoneAwayIsNoTrouble() async {
    await #expect(processExitsWith: .exitCode(0)) {
      try Interruption.install()
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { exit(99) }
      close(ends[0])
      dup2(ends[1], STDOUT_FILENO)
      exit(await Harness.run([Ring.self], arguments: ["list"], sources: .ofTests))
    }
  }

  @Test func aPipeThatDoesNotBlockGetsEverything() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reader, writer) = (ends[0], ends[1])
    try #require(fcntl(writer, F_SETFL, O_NONBLOCK) == 0)
    let text = (0..<40_000).map { "line \($0)\n" }.joined()
    let reading = Task.detached {
      FileHandle(fileDescriptor: reader, closeOnDealloc: true).readDataToEndOfFile()
    }
    #expect(Console.write(text, to: writer) == 0)
    close(writer)
    #expect(String(decoding: await reading.value, as: UTF8.self) == text)
  }

  /// Where they are closed, the next file that is opened would get one of their numbers. Threads of the test's own
  /// process may open a file just then, so it has some attempts; without a placeholder all of them fail.
  @Test(arguments: [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO])
  func noFileGetsTheNumberOfAStandardDescriptor(descriptor: Int32) async {
    await #expect(processExitsWith: .exitCode(7)) { [descriptor] in
      for _ in 1...20 {
        close(descriptor)
        Console.occupyStandardDescriptors()
        let file = open("/dev/null", O_RDWR)
        let isLost = Console.write("text", to: descriptor) == EBADF
        if file != descriptor, isLost { exit(7) }
        usleep(10_000)
      }
      exit(99)
    }
  }
}
