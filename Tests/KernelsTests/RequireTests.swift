import Foundation
import Kernels
import Testing

struct RequireTests {
  @Test func aConditionThatDoesNotHoldIsToldAlsoInOptimisedCode() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      require(CommandLine.arguments.isEmpty, "seven digits for eight labels")
    }
    let complaint = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(complaint.contains("seven digits for eight labels"))
  }

  /// `precondition` and its kin lose their messages in modules that are compiled with `-O`, which most are.
  @Test func noSourceStopsTheProgramWithoutAMessage() throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var sources = 0
    for folder in ["Sources", "experiments"] {
      let path = package.appending(path: folder).path()
      for name in try FileManager.default.subpathsOfDirectory(atPath: path)
      where name.hasSuffix(".swift") {
        let text = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
        sources += 1
        if !text.contains("precondition"), !text.contains("assert") { continue }
        for line in text.split(whereSeparator: \.isNewline) where !line.contains("///") {
          #expect(
            !line.contains(#/\b(precondition(Failure)?|assert(ionFailure)?)\(/#),
            "\(folder)/\(name): \(line); use `require` or `fatalError`")
        }
      }
    }
    #expect(sources > 300)
  }
}
