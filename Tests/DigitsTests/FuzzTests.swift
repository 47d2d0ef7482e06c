import Foundation
import TestSupport
import Testing

@testable import Digits

/// Files of digits that somebody has damaged on purpose, read in a process of its own with little memory.
///
/// `EXPERIMENTS_FUZZ=40 swift test --filter Fuzz` tries forty times as many; `Tests/Portability/fuzz` does so.
@Suite struct FuzzTests {
  @Test func noFileOfDigitsCrashesHangsOrFillsTheMemory() async throws {
    let folder = try TemporaryFolder()
    setenv("EXPERIMENTS_TEST_DIGITS", folder.path, 1)
    await #expect(processExitsWith: .success) {
      let path = ProcessInfo.processInfo.environment["EXPERIMENTS_TEST_DIGITS"] ?? ""
      let seeds: [(bytes: [UInt8], content: IDXContent)] = [
        (idx([5, 28, 28], patternPixels), .images), (idx([5], patternLabels), .labels),
        (idx([2, 9, 4, 3], Array(patternPixels[..<216])), .images),
        (try fixture("images.gz"), .images), (try fixture("labels.gz"), .labels),
        (try fixture("members.gz"), .labels),
      ]
      Limits.begin(memory: 1 << 29)
      for number in 0..<Limits.count(100) {
        Limits.startClock()
        var mutator = Mutator(number: number, family: "idx")
        var (bytes, content) = mutator.pick(seeds)
        mutator.mutate(&bytes)
        try Data(bytes).write(to: URL(filePath: "\(path)/\(number % 8)"))
        do {
          let array = try IDXArray(contentsOf: "\(path)/\(number % 8)", expecting: content)
          // What is read is at least consistent.
          if array.dimensions.reduce(1, *) != array.elements.count { exit(3) }
        } catch let error as DigitsError {
          if error.description.isEmpty { exit(4) }
        }
      }
    }
  }
}
