import Foundation
import Testing

@testable import Harness
@testable import Platform
@testable import Records
@testable import Weaving

/// A git repository with results in a temporary folder.
final class ResultsClone {
  let folder: TemporaryFolder
  /// The top of the repository.
  var path: String { folder.path }
  var results: String { "\(path)/results" }

  init() throws {
    folder = try TemporaryFolder()
    try git("init", "--quiet", "--initial-branch", "main")
  }

  /// Runs git and returns what it wrote.
  @discardableResult
  func git(_ arguments: String...) throws -> String { try Self.git(arguments, in: path) }

  @discardableResult
  static func git(_ arguments: [String], in folder: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let identity = [
      "user.name=A Tester", "user.email=tester@example.org", "commit.gpgsign=false",
      "protocol.file.allow=always",
    ].flatMap { ["-c", $0] }
    process.arguments = ["git", "-C", folder] + identity + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    struct GitFailed: Error { let arguments: [String] }
    if process.terminationStatus != 0 { throw GitFailed(arguments: arguments) }
    return String(decoding: bytes, as: UTF8.self).trimmingBlanksAtEnd()
  }

  /// Commits everything that is there.
  @discardableResult
  func commit(_ message: String) throws -> String {
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "--message", message)
    return try git("rev-parse", "HEAD")
  }

  /// Writes what a run with this record leaves, and the notebook's source beside it.
  func write(_ golden: Golden, at place: String = "strokes/golden") throws {
    let rendition = try Rendition(of: golden.record)
    try? FileManager.default.removeItem(atPath: "\(results)/\(place)")
    for file in rendition.pictures {
      try write(file.bytes, "results/\(place)/\(file.path)")
    }
    try write(Array(rendition.report.utf8), "results/\(place)/report.md")
    try write(Array(rendition.metrics.text().utf8), "results/\(place)/metrics.json")
    try write(Array(golden.source.utf8), "experiments/Golden.swift")
  }

  func write(_ bytes: [UInt8], _ file: String) throws {
    let target = "\(path)/\(file)"
    try Files.makeFolder((target as NSString).deletingLastPathComponent)
    try Files.write(bytes, to: target)
  }

  func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(file)")
  }

  /// Runs the program on these results.
  func experiments(
    _ arguments: String..., coloured: Bool = false
  ) async -> (status: Int32, out: String, err: String) {
    let transcript = Transcript()
    let plain = transcript.console()
    let status = await Harness.run(
      [Ring.self], arguments: arguments + ["--output", results],
      console: Console(out: plain.out, err: plain.err, isColoured: coloured),
      sources: .ofTests)
    return (status, transcript.out, transcript.err)
  }
}

/// A run of a notebook that trains nothing: its record is a function of what a test changes.
struct Golden {
  var learningRate = 0.001
  var prose = "A notebook for tests."
  var code = "let width = 8"
  var loss = 1.5
  var accuracy = 0.25
  var grey: UInt8 = 200
  /// Which of the palette's colours the curve has.
  var color = 0
  var frames = 3
  var seed: UInt64 = 7
  var claim = "The loss is at most 2 nats"

  var source: String { "//: # Golden\n//: \(prose)\n\n\(code)\nlet rate = \(learningRate)\n" }

  var record: RunRecord {
    var record = RunRecord(
      identity: RunIdentity(
        notebook: "golden", title: "Golden", summary: "a golden report", seed: seed,
        profile: .standard, data: "strokes", sourceName: "Golden.swift",
        settings: [
          RecordedSetting(
            key: "learningRate", description: "step size", value: .double(learningRate),
            preset: .double(0.001))
        ]),
      source: source, dataSHA256: "da7a")
    var images = [UInt8](repeating: 0, count: 6 * 784)
    for pixel in 0..<100 { images[4 * 784 + 200 + pixel] = grey }
    record.arrays = [
      "samples/images": RecordedArray(images, shape: [6, 28, 28], description: "digits"),
      "metrics/loss/step": RecordedArray([1, 2, 3] as [Int64], shape: [3], description: "step"),
      "metrics/loss/value": RecordedArray(
        [3, 2, loss], shape: [3], description: "loss, in nats"),
      "plane/images": RecordedArray(
        (0..<frames).flatMap { frame in
          (0..<400).map { UInt8(truncatingIfNeeded: frame == 0 ? $0 : $0 * frame + Int(grey)) }
        }, shape: [frames, 20, 20], description: "planes"),
    ]
    let contents: [Output.Content] = [
      .figure(
        FigureOutput(
          name: "samples", caption: "Digits",
          spec: .digits("samples/images", columns: 3, title: "Samples"), isCover: false)),
      .figure(
        FigureOutput(
          name: "learning", caption: "Loss",
          spec: .lines(
            [.init("loss", color: color)], x: PlotAxis("epoch"), y: PlotAxis("loss", 0...4)),
          isCover: false)),
      .animation(
        AnimationOutput(
          name: "plane", caption: "Plane", spec: .image(.each("plane/images")), steps: nil,
          maximumFrames: 30, delay: 20, isCover: true)),
      .result(
        ResultOutput(
          name: "loss", value: .double(loss), unit: "nats", description: "loss", better: .less)),
      .result(
        ResultOutput(
          name: "accuracy", value: .double(accuracy), unit: "share", description: "accuracy",
          better: .more)),
      .result(ResultOutput(name: "count", value: .int(6), unit: "digits", description: "digits")),
      .claim(ClaimOutput(text: claim, holds: loss <= 2, detail: "\(loss.short) ≤ 2")),
      .claim(ClaimOutput(text: "There are digits", holds: true, detail: "6 > 0")),
    ]
    record.outputs = contents.map { Output(line: 4, file: "experiments/Golden.swift", content: $0) }
    return record
  }
}
