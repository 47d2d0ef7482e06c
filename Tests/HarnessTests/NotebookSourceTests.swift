import Testing

@testable import Notebooks
@testable import Platform

@Suite struct NotebookSourceTests {
  private let sources = ProgramSources(
    notebooks: ["FakeNotebooks.swift": "//: é\n"], librarySHA256: "", trainingSHA256: "")

  @Test func isWhatTheProgramCarriesUnderTheNameOfTheFile() throws {
    let source = try sources.source(of: Ring.self)
    #expect(source == NotebookSource(name: "FakeNotebooks.swift", text: "//: é\n"))
  }

  @Test func isMissedWithAClearError() {
    let error = #expect(throws: ResultsError.self) { try sources.source(of: Trains.self) }
    #expect(error?.path == "TrainingNotebook.swift")
    #expect(error?.reason == "the program was built without it")
  }
}
