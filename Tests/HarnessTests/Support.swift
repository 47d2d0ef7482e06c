import Foundation
@_exported import HarnessTestSupport
import Notebooks
import Platform

@testable import Harness

extension ProgramSources {
  /// The files of these tests, which stand in for a program's notebooks.
  static let ofTests: ProgramSources = {
    let folder = (#filePath as NSString).deletingLastPathComponent
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    let texts = names.filter { $0.hasSuffix(".swift") }.compactMap { name in
      (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)).map { (name, $0) }
    }
    return ProgramSources(
      notebooks: [String: String](uniqueKeysWithValues: texts), librarySHA256: "11b",
      trainingSHA256: "7a1")
  }()
}

/// Runs the program in this process, with the notebooks of the tests.
func experiments(
  _ arguments: String..., notebooks: [any Notebook.Type] = [Ring.self, Fails.self]
) async throws -> (status: Int32, transcript: Transcript) {
  try await experiments(arguments: arguments, notebooks: notebooks)
}

/// Runs the program in this process.
func experiments(
  arguments: [String], notebooks: [any Notebook.Type], sources: ProgramSources = .ofTests,
  checkpointInterval: Duration = .seconds(20)
) async throws -> (status: Int32, transcript: Transcript) {
  _ = temporaryCache
  let transcript = Transcript()
  let status = await Harness.run(
    notebooks, arguments: arguments, console: transcript.console(), sources: sources,
    checkpointInterval: checkpointInterval)
  return (status, transcript)
}
