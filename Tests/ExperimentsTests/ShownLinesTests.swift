import Foundation
import Testing

@testable import Lexing
@testable import Notebooks
@testable import Records
@testable import Weaving
@testable import experiments

/// A report shows a page of code: the lines between its fences, without blank ones, of the notebook and of what it includes.
@Suite struct ShownLinesTests {
  /// The greatest number of lines, by notebook; those of one model have the same.
  private static let limits = [
    "autoencoders": 200, "cvae": 200, "vae-gan": 250, "dcgan": 200, "wgan": 200, "srgan": 200,
    "pix2pix": 200, "cyclegan": 200, "progan": 250, "stackgan": 250,
  ]
  private static let limit = 120

  @Test(arguments: catalogue.map { $0.name })
  func areFew(name: String) throws {
    let count = try shownLines(of: name)
    #expect(count <= Self.limits[name] ?? Self.limit, "\(count) lines")
  }

  @Test(arguments: catalogue.map { $0.name })
  func areCountedByTheScriptAsInTheSources(name: String) throws {
    let type = try #require(catalogue.first { $0.name == name })
    let source = try ProgramSources.embedded.source(of: type)
    let record = RunRecord(
      identity: RunIdentity(of: type.init(), seed: 0, profile: .standard, data: "strokes"),
      source: source.text, included: source.included)
    try withReport(Report(record: record, pictures: []).markdown, of: name) { folder in
      let output = try shell("\(Self.script) \(folder)")
      let fields = output.split(whereSeparator: \.isWhitespace)
      #expect(fields.first.map(String.init) == name)
      #expect(fields.dropFirst().first.flatMap { Int($0) } == (try shownLines(of: name)))
      #expect(fields.contains { Int($0) == Self.limits[name] ?? Self.limit })
    }
  }

  private func shownLines(of name: String) throws -> Int {
    let type = try #require(catalogue.first { $0.name == name })
    let source = try ProgramSources.embedded.source(of: type)
    let groups = Set(type.init().declaredSettings.flatMap(\.groups))
    let blocks = SourceBlock.blocks(of: source.text, groups: groups)
    // What is only used is shown by another report.
    let shown = source.included.filter { file in blocks.contains { $0.kind == .include(file.path) }
    }
    .flatMap { SourceBlock.blocks(of: $0.text) }
    return (blocks + shown).filter { $0.kind == .code }.flatMap(\.lines).count { !$0.isEmpty }
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shown-lines").path

  private func withReport(_ text: String, of name: String, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path() + "lines-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/strokes/\(name)", withIntermediateDirectories: true)
    try text.write(
      toFile: "\(folder)/strokes/\(name)/report.md", atomically: false, encoding: .utf8)
    try body(folder)
  }

  private func shell(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
