import Foundation
import Kernels
import Synchronization
import Testing

@testable import Harness
@testable import Notebooks
@testable import Platform
@testable import Records

/// A folder that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "harness-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The paths of all files below, sorted.
  func files() -> [String] {
    let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return all.filter { !Files.isFolder("\(path)/\($0)") }.sorted()
  }

  func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: "\(path)/\(name)") }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}

/// What a program has written.
final class Transcript: Sendable {
  private let texts = Mutex((out: "", err: ""))

  var out: String { texts.withLock { $0.out } }
  var err: String { texts.withLock { $0.err } }

  func console(columns: Int? = nil) -> Console {
    Console(
      out: { text in self.texts.withLock { $0.out += text } },
      err: { text in self.texts.withLock { $0.err += text } }, columns: columns)
  }
}

extension ProgramSources {
  /// The files of these tests, which stand in for a program's notebooks.
  static let ofTests: ProgramSources = {
    let folder = (#filePath as NSString).deletingLastPathComponent
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let texts = names.filter { $0.hasSuffix(".swift") }.compactMap { name in
      (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)).map { (name, $0) }
    }
    return ProgramSources(
      notebooks: [String: String](uniqueKeysWithValues: texts), librarySHA256: "11b",
      trainingSHA256: "7a1")
  }()
}

/// Keeps tests away from the user's cache: all of a process have one of their own.
private let temporaryCache = setenv(
  "XDG_CACHE_HOME",
  FileManager.default.temporaryDirectory.appending(path: "experiments-cache-\(getpid())").path, 1)

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

/// A record with the given source and outputs.
func record(
  source: String, outputs: [Output] = [], settings: [RecordedSetting] = [],
  profile: Profile = .standard
) -> RunRecord {
  var record = RunRecord(
    identity: RunIdentity(
      notebook: "golden", title: "Golden", summary: "a golden report", seed: 7, profile: profile,
      data: "strokes", sourceName: "Golden.swift", settings: settings),
    source: source)
  record.outputs = outputs
  return record
}

/// A lab that writes nowhere.
func lab(
  seed: UInt64 = 7, notebook: String = "golden", profile: Profile = .smoke
) -> Lab {
  let identity = RunIdentity(
    notebook: notebook, title: "", summary: "", seed: seed, profile: profile, data: "strokes",
    sourceName: "Golden.swift", settings: [])
  return Lab(
    record: RunRecord(identity: identity, source: ""), workers: Workers(),
    reporter: ProgressReporter(Transcript().console())
  ) { throw CancellationError() }
}

/// The output that line `line` of `Golden.swift` made.
func output(_ content: Output.Content, line: Int, file: String = "experiments/Golden.swift")
  -> Output
{
  Output(line: line, file: file, content: content)
}
