import HarnessTestSupport
import Foundation
import Testing

@testable import Checkpoints
@testable import Notebooks
@testable import Platform
@testable import Records

@Suite struct JournalTests {
  private let code = NotebookCode("")

  @Test func whatGrowsInAnyWayComesBackAtEveryFrame() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/journal"
    var journal = Journal(path: path)
    let lab = lab()
    var moments: [(frames: Int, digest: String, record: RunRecord)] = []
    for round in 0..<6 {
      lab.log("loss/a", Double(round) / 3, step: round, "Loss", unit: "nats")
      if round > 1 {
        lab.append(
          [Float(round), -0.0, .nan], to: "g/f", shape: [3], step: round, description: "f")
      }
      if round == 2 { lab.record([Int32](), at: "empty", shape: [0, 4], description: "none") }
      if round == 3 {
        lab.record([UInt8](0..<6), at: "once", shape: [2, 3], description: "six", unit: nil)
      }
      if round % 2 == 0 { lab.claim("Line\nbreak \(round)", true, detail: "\u{1F600}") }
      try journal.add(lab.record, of: code)
      moments.append((journal.frames, journal.digestText, lab.record))
    }
    try journal.add(lab.record, of: code)
    #expect(journal.frames == 6)
    let contents = Journal.Contents(path: path)
    for moment in moments {
      #expect(contents.holds(moment.frames, digest: moment.digest))
      var record = RunRecord(identity: lab.record.identity, source: "")
      try contents.add(moment.frames, to: &record, of: code)
      #expect(bits(record) == bits(moment.record))
      #expect(record.outputs == moment.record.outputs)
    }
    #expect(!contents.holds(3, digest: moments[3].digest))
    #expect(!contents.holds(7, digest: ""))
  }

  @Test func outputsComeBackAtTheirCodeWhenProseHasMovedIt() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/journal"
    var journal = Journal(path: path)
    let lab = lab()
    lab.note("mine", line: 3, file: "experiments/Golden.swift")
    lab.note("helper's", line: 3, file: "experiments/Helper.swift")
    try journal.add(lab.record, of: NotebookCode("//: one\nimport A\nlab.note()\n"))
    var record = RunRecord(identity: lab.record.identity, source: "")
    let code = NotebookCode("import A\n\n//: one\n//: two\n\nlab.note()\n")
    try Journal.Contents(path: path).add(1, to: &record, of: code)
    #expect(record.outputs.map(\.line) == [6, 3])
  }

  @Test(arguments: [[1, -1], [1 << 62, 4, 0], [.max, 0], [.max, .max], [3], [2, 1]])
  func aFrameWithAShapeThatItsValuesDoNotHaveIsRefused(shape: [Int]) {
    for count in 0...1 {
      let piece =
        #"{"count":\#(count),"description":"","path":"a","shape":\#(shape),"type":"uint8"}"#
      let bytes = Array(#"{"order":[],"outputs":[],"pieces":[\#(piece)]}"#.utf8) + [10]
      var record = RunRecord(identity: lab().record.identity, source: "")
      #expect(throws: Damage.self) {
        try JournalFrame.add((bytes + [UInt8](repeating: 7, count: count))[...], to: &record, code)
      }
    }
  }

  @Test func afterGoingBackTheNextFrameReplacesTheLaterOnes() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/journal"
    var journal = Journal(path: path)
    let lab = lab()
    for step in 0..<3 {
      lab.log("a", 1, step: step)
      try journal.add(lab.record, of: code)
    }
    let contents = Journal.Contents(path: path)
    var record = RunRecord(identity: lab.record.identity, source: "")
    try contents.add(1, to: &record, of: code)
    lab.record = record
    lab.log("a", 7, step: 1)
    var second = contents.journal(1, record: record, path: path)
    try second.add(lab.record, of: code)
    let rewritten = Journal.Contents(path: path)
    #expect(rewritten.holds(2, digest: second.digestText))
    #expect(!rewritten.holds(3, digest: journal.digestText))
    var back = RunRecord(identity: lab.record.identity, source: "")
    try rewritten.add(2, to: &back, of: code)
    #expect(back.series("a") == [1, 7])
  }

  @Test func bytesOfAnyKindAreNoJournalAndNoCheckpoint() throws {
    let folder = try TemporaryFolder()
    var state: UInt64 = 1
    for length in 0..<300 {
      let bytes = (0..<length).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      try Files.write(bytes, to: "\(folder.path)/journal")
      #expect(!Journal.Contents(path: "\(folder.path)/journal").holds(1, digest: ""))
      #expect(throws: Damage.self) { try Checkpoint(file: bytes) }
    }
  }

  @Test func aCheckpointIsRefusedWhereverAByteIsChangedAndWhereverItEnds() throws {
    let lab = lab()
    let header = Checkpoint.Header(
      key: RunKey(of: lab.record, trainingSHA256: "ef"), number: 3, stage: 1, isFinished: false,
      code: "c",
      dataSHA256: "ab", frames: 0, journal: "")
    let checkpoint = Checkpoint(header: header, state: [UInt8](0..<100))
    let bytes = try checkpoint.file()
    #expect(try Checkpoint(file: bytes) == checkpoint)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1 << UInt8(place % 8)
      #expect(throws: Damage.self, "byte \(place)") { try Checkpoint(file: changed) }
      #expect(throws: Damage.self, "cut at \(place)") {
        try Checkpoint(file: Array(bytes[..<place]))
      }
    }
    #expect(throws: Damage.self) { try Checkpoint(file: bytes + [0]) }
  }

  @Test func aJournalEndsBeforeTheFirstFrameInWhichAByteIsChangedOrLost() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/journal"
    var journal = Journal(path: path)
    let lab = lab()
    var ends: [(length: Int, digest: String)] = [(0, "")]
    for step in 0..<3 {
      lab.log("a", Double(step), step: step)
      try journal.add(lab.record, of: code)
      ends.append((try #require(folder.bytes("journal")).count, journal.digestText))
    }
    let bytes = Array(try #require(folder.bytes("journal")))
    for place in bytes.indices {
      let whole = try #require(ends.lastIndex { $0.length <= place })
      var changed = bytes
      changed[place] ^= 1 << UInt8(place % 8)
      for damaged in [changed, Array(bytes[..<place])] {
        try Files.write(damaged, to: path)
        let contents = Journal.Contents(path: path)
        #expect(contents.holds(whole, digest: ends[whole].digest), "byte \(place)")
        for frames in (whole + 1)..<4 {
          #expect(!contents.holds(frames, digest: ends[frames].digest), "byte \(place)")
        }
      }
    }
  }

  /// Digests of all data sets, for NaN is not equal to itself.
  private func bits(_ record: RunRecord) -> [String: String] {
    record.arrays.mapValues { Digest.sha256(of: $0) + $0.description + ($0.unit ?? "none") }
  }
}
