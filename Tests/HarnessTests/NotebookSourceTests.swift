import Foundation
import Testing

@testable import Harness

@Suite struct NotebookSourceTests {
  /// Makes the files of a build, each as many seconds old as it says, and reads the source.
  private func read(_ ages: KeyValuePairs<String, Double>) throws -> NotebookSource {
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/program.build")
    for (name, age) in ages {
      let path = "\(folder.path)/\(name)"
      try Files.write(Array("//: é".utf8), to: path)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
    }
    return try NotebookSource(
      path: "\(folder.path)/Ring.swift", executable: "\(folder.path)/program")
  }

  @Test func isTakenWhenTheProgramIsYounger() throws {
    let source = try read(["Ring.swift": 20, "program": 10])
    #expect(source == (try read(["Ring.swift": 20, "program": 10])))
    #expect(source.name == "Ring.swift" && source.text == "//: é")
  }

  @Test func isTakenWhenItWasCompiledWithoutNewCode() throws {
    for list in ["program.build/program.d", "program.build/Ring.d"] {
      let source = try read([
        "program.build/Ring.swift.o": 40, "program": 30, "Ring.swift": 20, list: 10,
      ])
      #expect(source.text == "//: é")
    }
  }

  @Test func isRefusedWhenItWasNotCompiledOrNotLinked() {
    #expect(throws: ResultsError.self) { try read(["program": 30, "Ring.swift": 20]) }
    #expect(throws: ResultsError.self) {
      try read(["program": 30, "program.build/program.d": 25, "Ring.swift": 20])
    }
    #expect(throws: ResultsError.self) {
      try read([
        "program": 30, "Ring.swift": 20, "program.build/program.d": 10,
        "program.build/Ring.swift.o": 10,
      ])
    }
  }

  @Test func isMissedWithAClearError() {
    let error = #expect(throws: ResultsError.self) {
      try NotebookSource(path: "/nowhere/Ring.swift", executable: "/nowhere/program")
    }
    #expect(error?.reason == "there is no such file")
  }

  @Test func mustBeText() throws {
    let folder = try TemporaryFolder()
    try Files.write([0xff, 0xfe], to: "\(folder.path)/Ring.swift")
    let error = #expect(throws: ResultsError.self) {
      try NotebookSource(path: "\(folder.path)/Ring.swift", executable: "/nowhere/program")
    }
    #expect(error?.reason == "it is not UTF-8")
  }
}
