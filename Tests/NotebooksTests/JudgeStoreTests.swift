import Digits
import Evaluation
import Foundation
import Kernels
import Testing

@testable import Notebooks
@testable import Platform

@Suite struct JudgeStoreTests {
  private static let schedule = Judge.Schedule(
    name: "test", digits: 100, epochs: 1, batchSize: 20, learningRate: 1e-3)

  private func data(seed: UInt64) -> DigitData {
    DigitData(
      name: "few", train: Strokes(seed: seed).draw(0..<100, on: Workers()),
      test: Strokes(seed: seed).draw(60_000..<60_020, on: Workers()))
  }

  /// A store in a folder of its own, what it wrote on standard error, and the judge's file.
  private final class Bench: @unchecked Sendable {
    let folder = NSTemporaryDirectory() + "judge-store-\(UUID().uuidString)"
    var messages = ""

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Asks a new store, as another start of the program would.
    func judge(_ data: DigitData, _ schedule: Judge.Schedule = schedule) throws -> Judge {
      messages = ""
      let console = Console(
        out: { _ in }, err: { [self] in messages += $0 })
      return try store.judge(for: data, schedule, reporter: ProgressReporter(console))
    }

    /// As another start of the program, or that of another version, would have it.
    var store: JudgeStore { JudgeStore(folder: folder, librarySHA256: library) }
    var library = "7a1"

    func path(_ data: DigitData, _ schedule: Judge.Schedule = schedule) -> String {
      "\(folder)/\(store.fileName(for: data, schedule))"
    }

    /// Leaves what a run leaves that is killed after some steps.
    func begin(_ data: DigitData, steps: Int) throws -> JudgeTraining {
      let training = JudgeTraining(on: data, schedule)
      for _ in 0..<steps { _ = try training.step() }
      let file = JudgeTrainingFile(
        path: path(data) + ".training", key: try store.key(for: data, schedule))
      try file.save(training)
      return training
    }

    var wasTrained: Bool { messages.contains("training") }
  }

  @Test("a judge is trained once and read after that, with the same bits")
  func once() throws {
    let bench = Bench()
    let data = data(seed: 1)
    let trained = try bench.judge(data)
    #expect(bench.wasTrained)
    let read = try bench.judge(data)
    #expect(!bench.wasTrained)
    #expect(trained.values == read.values)
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder).count == 1)
  }

  @Test("of several processes that need a judge, one trains it and the others wait")
  func alone() throws {
    let (bench, other) = (Bench(), Bench())
    let data = data(seed: 1)
    let trained = try other.judge(data)
    // This thread stands for the process that trains.
    let training = Training(
      lock: try GoalLock(on: bench.path(data)), from: other.path(data), to: bench.path(data))
    Thread.detachNewThread {
      usleep(100_000)
      training.finish()
    }
    #expect(try bench.judge(data).values == trained.values)
    #expect(!bench.wasTrained)
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder).count == 1)
  }

  /// A judge that is being trained; only one thread uses it.
  private final class Training: @unchecked Sendable {
    private let lock: GoalLock
    private let source: String, goal: String

    init(lock: GoalLock, from source: String, to goal: String) {
      self.lock = lock
      self.source = source
      self.goal = goal
    }

    func finish() {
      try? FileManager.default.copyItem(atPath: source, toPath: goal)
      lock.release()
    }
  }

  @Test("a damaged judge is trained anew", arguments: [0, 40, 200, 5000, -1])
  func damage(_ place: Int) throws {
    let bench = Bench()
    let data = data(seed: 1)
    let judge = try bench.judge(data)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: bench.path(data)))
    if place < 0 { bytes.removeLast() } else { bytes[place] ^= 1 }
    try bytes.write(to: URL(fileURLWithPath: bench.path(data)))
    let again = try bench.judge(data)
    #expect(bench.wasTrained && bench.messages.contains("damaged"))
    #expect(again.values == judge.values)
    _ = try bench.judge(data)
    #expect(!bench.wasTrained)
  }

  @Test("a training that was interrupted goes on to the same bits", arguments: [0, 1, 3, 5])
  func resumed(stepsDone: Int) throws {
    let data = data(seed: 1)
    let whole = try Bench().judge(data)
    let bench = Bench()
    let training = try bench.begin(data, steps: stepsDone)
    #expect(training.stepsDone == stepsDone)
    #expect(try bench.judge(data).values == whole.values)
    #expect(stepsDone == 0 || bench.messages.contains("going on"), "\(bench.messages)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder).count == 1)
  }

  @Test(
    "a begun training that is damaged or another's is named and not used",
    arguments: ["byte", "key"])
  func damagedTraining(kind: String) throws {
    let (data, other) = (data(seed: 1), data(seed: 2))
    let bench = Bench()
    _ = try bench.begin(kind == "key" ? other : data, steps: 2)
    let path = bench.path(data) + ".training"
    if kind == "key" {
      try FileManager.default.moveItem(atPath: bench.path(other) + ".training", toPath: path)
    } else {
      var bytes = try Data(contentsOf: URL(filePath: path))
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(filePath: path))
    }
    let whole = try Bench().judge(data)
    #expect(try bench.judge(data).values == whole.values)
    #expect(bench.messages.contains("the begun training cannot be used: "))
  }

  @Test("other data and another schedule have judges of their own")
  func otherData() throws {
    let bench = Bench()
    let (first, second) = (data(seed: 1), data(seed: 2))
    _ = try bench.judge(first)
    let other = try bench.judge(second)
    #expect(bench.wasTrained)
    #expect(try bench.judge(first).values != other.values)
    #expect(!bench.wasTrained)
    let longer = Judge.Schedule(
      name: "longer", digits: 100, epochs: 2, batchSize: 20, learningRate: 1e-3)
    _ = try bench.judge(first, longer)
    #expect(bench.wasTrained)
  }

  @Test("a judge of other data, of another version or of other kernels is not taken")
  func key() throws {
    let data = data(seed: 1)
    let judge = try Judge.trained(on: data, Self.schedule)
    let key = try Bench().store.key(for: data, Self.schedule)
    let bytes = JudgeFile.bytes(of: judge, key)
    #expect(JudgeFile.judge(in: bytes, key, classes: 10)?.values == judge.values)
    func changed(
      version: Int = 0, schedule: String? = nil, data: String? = nil, library: String? = nil,
      start: String? = nil
    ) -> JudgeFile.Key {
      JudgeFile.Key(
        version: key.version + version, schedule: schedule ?? key.schedule, data: data ?? key.data,
        library: library ?? key.library, start: start ?? key.start)
    }
    let others = [
      changed(version: 1), changed(schedule: "other"), changed(data: key.start),
      changed(library: "other"), changed(start: key.data),
    ]
    for other in others { #expect(JudgeFile.judge(in: bytes, other, classes: 10) == nil) }
    #expect(JudgeFile.judge(in: [], key, classes: 10) == nil)
    #expect(JudgeFile.judge(in: Array(bytes.prefix(30)), key, classes: 10) == nil)
  }

  @Test("another version of the library has a judge of its own, and the oldest of many go")
  func otherLibrary() throws {
    let bench = Bench()
    let data = data(seed: 1)
    _ = try bench.judge(data)
    let first = bench.path(data)
    for number in 0..<40 {
      try Data().write(to: URL(fileURLWithPath: "\(bench.folder)/judge-\(number)"))
    }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: first)
    bench.library = "7a2"
    _ = try bench.judge(data)
    #expect(bench.wasTrained && FileManager.default.fileExists(atPath: bench.path(data)))
    #expect(!FileManager.default.fileExists(atPath: first))
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder).count == 32)
  }

  private static let extent = Yardstick.Extent(
    pictures: 20, searched: 5, trainingDigits: 50, anchorPictures: 30, reader: schedule,
    readDigits: 20)

  /// Asks a new store for the anchors, as another start of the program would.
  private func anchors(
    _ bench: Bench, _ data: DigitData, _ extent: Yardstick.Extent = extent
  ) throws -> [AnchorFigures] {
    bench.messages = ""
    let console = Console(out: { _ in }, err: { bench.messages += $0 })
    let (store, reporter) = (bench.store, ProgressReporter(console))
    let yardstick = try store.yardstick(for: data, Self.schedule, extent, reporter: reporter)
    let anchors = try store.anchors(of: data, Self.schedule, by: yardstick, reporter: reporter)
    #expect(
      try store.anchors(of: data, Self.schedule, by: yardstick, reporter: reporter) == anchors)
    return anchors
  }

  private func anchorPath(_ bench: Bench, _ data: DigitData) throws -> String {
    try #require(bench.store.anchorPath(for: data, Self.schedule))
  }

  @Test("anchors are measured once and read after that, with the same bits")
  func anchorsOnce() throws {
    let bench = Bench()
    let data = data(seed: 1)
    let measured = try anchors(bench, data)
    #expect(measured.map(\.name) == Anchor.allCases.map { $0.name(in: data) })
    let file = URL(filePath: try anchorPath(bench, data))
    let bytes = try Data(contentsOf: file)
    let read = try anchors(bench, data)
    #expect(read == measured)
    for (one, other) in zip(measured, read) {
      for measure in Measure.allCases {
        #expect(one[measure]?.bitPattern == other[measure]?.bitPattern)
      }
    }
    #expect(try Data(contentsOf: file) == bytes)
    #expect(measured.first?[.copies] == 1 && measured.first?[.nearest] == 0)
    #expect(measured.first?[.classificationAccuracy] != nil)
  }

  @Test("damaged anchors are measured anew", arguments: [0, 40, 200, 1200, -1])
  func anchorDamage(_ place: Int) throws {
    let bench = Bench()
    let data = data(seed: 1)
    let measured = try anchors(bench, data)
    let file = URL(filePath: try anchorPath(bench, data))
    let whole = try Data(contentsOf: file)
    var bytes = whole
    if place < 0 { bytes.removeLast() } else { bytes[place] ^= 1 }
    try bytes.write(to: file)
    #expect(try anchors(bench, data) == measured)
    #expect(bench.messages.contains("anchors: ") && bench.messages.contains("damaged"))
    #expect(try Data(contentsOf: file) == whole)
  }

  @Test("anchors of other data and of another extent are not taken")
  func otherAnchors() throws {
    let bench = Bench()
    let (first, second) = (data(seed: 1), data(seed: 2))
    let measured = try anchors(bench, first)
    #expect(try anchors(bench, second) != measured)
    try FileManager.default.removeItem(atPath: anchorPath(bench, second))
    try FileManager.default.moveItem(
      atPath: anchorPath(bench, first), toPath: anchorPath(bench, second))
    #expect(try anchors(bench, second) != measured)
    #expect(bench.messages.contains("damaged or of another version"))
    let extent = Yardstick.Extent(
      pictures: 20, searched: 5, trainingDigits: 50, anchorPictures: 29, reader: Self.schedule,
      readDigits: 20)
    _ = try anchors(bench, second, extent)
    #expect(bench.messages.contains("damaged or of another version"))
  }

  @Test("a folder that cannot be written to costs the file, not the run")
  func unwritable() throws {
    let bench = Bench()
    let data = data(seed: 1)
    try Data().write(to: URL(fileURLWithPath: bench.folder))
    #expect(try bench.judge(data).classes == 10)
    #expect(bench.messages.contains("could not"))
  }
}
