import Foundation
import TestSupport
import Testing

@testable import Platform

#if os(Linux)
  @Suite struct OutOfMemoryTests {
    @Test func isOneLineAndTheExitCodeForTrouble() async throws {
      let result = await #expect(
        processExitsWith: .exitCode(2), observing: [\.standardErrorContent]
      ) {
        OutOfMemory.install()
        Limits.begin(memory: 64 << 20)
        var kept: [[UInt8]] = []
        while kept.count < 1000 { kept.append([UInt8](repeating: 1, count: 1 << 20)) }
      }
      let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
      #expect(message.contains("experiments: out of memory; choose a smaller batchSize"))
      #expect(!message.contains("Backtrac"))
    }

    @Test func anAbortForAnotherReasonStaysOne() async {
      await #expect(processExitsWith: .signal(SIGABRT)) {
        OutOfMemory.install()
        errno = 0
        abort()
      }
    }
  }
#endif
