import Digits
import Foundation
import TestSupport
import Testing

@testable import Records

/// Folders of digits that somebody has damaged on purpose, given to the whole program in a process of its own with
/// little memory: files, their sizes, labels, names and kinds, and settings that may fit them or not.
@Suite struct DataFuzzTests {
  @Test func noFolderOfDigitsCrashesHangsFillsTheMemoryOrIsTakenForAnother() async throws {
    let folder = try TemporaryFolder()
    setenv("EXPERIMENTS_TEST_FOLDERS", folder.path, 1)
    await #expect(processExitsWith: .success) {
      let hostile = try await Hostile(in: "EXPERIMENTS_TEST_FOLDERS")
      let data = "\(hostile.folder)/out/data"
      try await hostile.tryAll(60, of: "folders") { mutator, run in
        // Results of other digits of the same name would be refused, whatever is wrong with these.
        let groups = try FileManager.default.contentsOfDirectory(atPath: hostile.output)
        for group in groups where group != "strokes" {
          try FileManager.default.removeItem(atPath: "\(hostile.output)/\(group)")
        }
        var hostileFolder = HostileFolder(at: data)
        try hostileFolder.write(&mutator)
        let sizes = ["1", "2", "3", "10", "20", "1000"]
        var words = ["run", "reads", "--profile", "smoke", "--data", hostileFolder.path]
        for key in ["batchSize", "trainingDigits"] where mutator.next(below: 3) == 0 {
          words += ["--set", "\(key)=\(mutator.pick(sizes))"]
        }
        let status = try await run(words)
        guard status == 0 else { return [2, 64].contains(status) }
        // What was taken is what is there: the digest in the results is that of what can be read.
        let read = try DigitData(contentsOf: hostileFolder.path)
        let results =
          FileManager.default.enumerator(atPath: hostile.output)?
          .compactMap { $0 as? String } ?? []
        return try results.filter { $0.contains("/reads") && $0.hasSuffix("/metrics.json") }
          .contains {
            try Metrics.read("\(hostile.output)/\($0)").dataSHA256 == read.sha256
          }
      }
    }
    let number = try folder.text("number")
    #expect(number == "done")
    #expect(folder.files().filter { $0 != "number" && !$0.hasPrefix("out/") } == [])
  }
}

/// A folder of four IDX files with something wrong about it, or not.
private struct HostileFolder {
  private let root: String
  /// What `--data` is given.
  private(set) var path: String

  init(at root: String) { (self.root, path) = (root, root) }

  private static func integer(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func header(_ lengths: [Int], type: UInt8 = 8) -> [UInt8] {
    [0, 0, type, UInt8(lengths.count)] + lengths.flatMap(integer)
  }

  /// Writes the folder anew.
  mutating func write(_ mutator: inout Mutator) throws {
    let files = FileManager.default
    if files.fileExists(atPath: root) { try files.removeItem(atPath: root) }
    try files.createDirectory(atPath: root, withIntermediateDirectories: true)
    let prefix = mutator.pick(["", "", "", "emnist-letters-", "qmnist-", "-", "k-"])
    let labels: [UInt8] = mutator.pick([
      Array(0..<10), [1, 2, 3], [3, 200], [7], Array(1...26), Array(0...70), Array(0...255),
      [0, 7],
    ])
    let damaged = mutator.next(below: 2) == 0 ? mutator.next(below: 4) : nil
    for (index, file) in DigitFile.allCases.enumerated() {
      let isTraining = index < 2
      let count =
        mutator.next(below: 8) == 0
        ? mutator.pick([0, 1, 2, 3, 500]) : isTraining ? 24 : 6
      var name = mutator.next(below: 4) == 0 ? mutator.pick(file.spellings) : file.rawValue
      if mutator.next(below: 40) == 0 { name += mutator.pick(["x", ".zip", "-", " "]) }
      // Test digits may have labels that training digits lack.
      let shift: UInt8 = isTraining || mutator.next(below: 4) > 0 ? 0 : 5
      let classes = (0..<count).map { labels[$0 % labels.count] &+ shift }
      var bytes: [UInt8]
      if file.content == .images {
        let grey = mutator.next(below: 6) == 0 ? mutator.pick([0, 255]) : nil
        let pixels = (0..<count * 784).map { UInt8(grey ?? $0 * $0 / 97 % 251) }
        bytes = Self.header([count, 28, 28]) + pixels
      } else if name.contains("idx2") {
        let rows = classes.map { Self.integer(Int($0)) + Self.integer(9) }
        bytes = Self.header([count, 2], type: 12) + rows.flatMap(\.self)
      } else {
        bytes = Self.header([count]) + classes
      }
      if index == damaged { mutator.mutate(&bytes) }
      try place(bytes, "\(root)/\(prefix)\(name)", &mutator)
    }
    if !prefix.isEmpty, mutator.next(below: 2) == 0 { path += "/\(prefix.dropLast())" }
  }

  /// Puts a file where it belongs, or something else.
  private func place(_ bytes: [UInt8], _ path: String, _ mutator: inout Mutator) throws {
    let files = FileManager.default
    switch mutator.next(below: 40) {
    case 0: try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    case 1:
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      let name = (path as NSString).lastPathComponent
      try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    case 2: try files.createSymbolicLink(atPath: path, withDestinationPath: path)
    case 3: try files.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
    case 4: mkfifo(path, 0o600)
    case 5: break
    case 6: try Data(bytes + [UInt8](repeating: 0, count: 512)).write(to: URL(filePath: path))
    default: try Data(bytes).write(to: URL(filePath: path))
    }
  }
}
