import Foundation
import TestSupport

@testable import Notebooks
@testable import Platform

/// The process that gets hostile files.
struct Hostile {
  let folder: String
  /// Results that stay as they are.
  var pristine: String { "\(folder)/out/pristine" }
  /// Results that are damaged.
  var output: String { "\(folder)/out/results" }
  var goal: String { "\(output)/strokes/ring" }

  /// Another name for results beside the damaged ones.
  private struct Other: Notebook {
    static let name = "other"
    static let title = "Other"
    static let summary = "Another one"
    static let minutes = Minutes(smoke: 0, standard: 0, article: 0)
    static let sourcePath = #filePath
    func run(in lab: Lab) throws {}
  }

  struct Fault: Error {}

  /// Where `verify` leaves results that differ.
  private var temporary: String { "\(folder)/out/temporary" }

  /// Makes good results in the folder that an environment variable names, and limits what comes.
  init(in variable: String) async throws {
    folder = ProcessInfo.processInfo.environment[variable] ?? ""
    try Files.makeFolder(temporary)
    setenv("TMPDIR", temporary, 1)
    for folder in [pristine, output] {
      guard try await Self.run(["run", "ring", "--output", folder]) == 0 else { throw Fault() }
    }
    Limits.begin(memory: 3 << 30)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(goal)/\(name)")))
  }

  func write(_ bytes: [UInt8], _ name: String) throws {
    try Files.makeFolder((("\(goal)/\(name)") as NSString).deletingLastPathComponent)
    try Data(bytes).write(to: URL(filePath: "\(goal)/\(name)"))
  }

  /// The files of a run of `trains` that was interrupted after both loops had begun.
  func interruptedRun() async throws -> [String: [UInt8]] {
    _ = try await Trains.$fuse.withValue(.init(steps: 12)) {
      try await Self.run(["run", "trains", "--output", output])
    }
    let run = "\(output)/strokes/.trains.run"
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: run) {
      files[name] = Array(try Data(contentsOf: URL(filePath: "\(run)/\(name)")))
    }
    if files.count < 4 { throw Fault() }
    return files
  }

  /// Gives `body` a mutator for each number, and a way to run the program; it says whether all was well.
  func tryAll(
    _ usual: Int, of family: String,
    _ body: (inout Mutator, (_ words: [String]) async throws -> Int32) async throws -> Bool
  ) async throws {
    for number in 0..<Limits.count(usual) {
      try Data("\(number)".utf8).write(to: URL(filePath: "\(folder)/number"))
      Limits.startClock()
      var mutator = Mutator(number: number, family: family)
      var last = ""
      let isWell = try await body(&mutator) { words in
        // `diff` names its folders itself.
        let (status, errors) = try await Self.start(
          words + (words[0] == "diff" ? [] : ["--output", output]))
        last = "\(words) ended with \(status): \(errors)"
        return status
      }
      if !isWell {
        try Data("\(number): \(last)".utf8).write(to: URL(filePath: "\(folder)/number"))
        throw Fault()
      }
      for name in try FileManager.default.contentsOfDirectory(atPath: temporary) {
        try FileManager.default.removeItem(atPath: "\(temporary)/\(name)")
      }
    }
    try Data("done".utf8).write(to: URL(filePath: "\(folder)/number"))
  }

  private static func run(_ words: [String]) async throws -> Int32 {
    try await start(words).status
  }

  private static func start(_ words: [String]) async throws -> (status: Int32, errors: String) {
    let (status, transcript) = try await experiments(
      arguments: words + (words[0] == "diff" ? [] : ["-q"]),
      notebooks: [Ring.self, Trains.self, Reads.self, Other.self], checkpointInterval: .zero)
    return (status, transcript.err)
  }
}
