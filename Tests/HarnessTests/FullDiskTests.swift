@testable import Platform

#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @testable import Harness

  /// A disk that is full at every single change of a file or folder, by a library that stands between the program
  /// and the system.
  ///
  /// `Tests/Portability/kill-and-resume` does the same with all notebooks.
  @Suite(.serialized) struct FullDiskTests {
    /// A first run on the disk, a run that replaces older results, and figures made again.
    @Test(arguments: ["first", "again", "render"])
    func wheneverTheDiskIsFullResultsAreWholeAndTheNextRunGoesOn(task: String) async throws {
      let folder = try TemporaryFolder()
      try PreloadedLibrary.compile("full-disk.c", to: "\(folder.path)/full-disk.so")
      setenv("EXPERIMENTS_TEST_FOLDER", folder.path, 1)
      setenv("EXPERIMENTS_TEST_TASK", task, 1)
      setenv("LD_PRELOAD", "\(folder.path)/full-disk.so", 1)
      defer { unsetenv("LD_PRELOAD") }
      await #expect(processExitsWith: .success) {
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["EXPERIMENTS_TEST_FOLDER"] ?? ""
        do {
          let disk = try FullDisk(at: "\(folder)/disk", whole: "\(folder)/whole")
          try await disk.fill(during: environment["EXPERIMENTS_TEST_TASK"] ?? "")
        } catch {
          try Data("\(error)".utf8).write(to: URL(filePath: "\(folder)/failure"))
          exit(1)
        }
      }
      let failure = try? folder.text("failure")
      #expect(failure == nil)
    }

    /// Each of the changes that these calls make fails once, without those after it.
    @Test func aCallThatCouldNotMakeAllOfItsChangesFails() async throws {
      let folder = try TemporaryFolder()
      try PreloadedLibrary.compile("full-disk.c", to: "\(folder.path)/full-disk.so")
      setenv("EXPERIMENTS_TEST_FOLDER", folder.path, 1)
      setenv("LD_PRELOAD", "\(folder.path)/full-disk.so", 1)
      defer { unsetenv("LD_PRELOAD") }
      await #expect(processExitsWith: .success) {
        let folder = ProcessInfo.processInfo.environment["EXPERIMENTS_TEST_FOLDER"] ?? ""
        let disk = try FullDisk(at: "\(folder)/disk", whole: "")
        // The file made, written and synchronised; with the renaming, and its folder synchronised.
        try disk.fill(during: 3) { try Files.write([1, 2], to: "\($0)/file") }
        try disk.fill(during: 5) { try Files.replace("\($0)/file", with: [1, 2]) }
        try disk.fill(during: 1) { try Files.synchronise($0) }
        // Tried without the folder that it is in, then that one, then again.
        try disk.fill(during: 3) { try Files.makeFolder("\($0)/outer/inner") }
      }
    }
  }

  /// The disk, in a process that has loaded the library.
  private struct FullDisk {
    private typealias Arm = @convention(c) (UnsafePointer<CChar>, Int, Int32) -> Void
    private typealias Count = @convention(c) () -> Int

    private let path: String
    private let whole: String
    /// Results that are there before.
    private var old: String { whole + "-old" }
    private let arm: Arm
    private let count: Count

    init(at path: String, whole: String) throws {
      self.path = path
      self.whole = whole
      guard let arm = dlsym(nil, "full_disk"), let count = dlsym(nil, "full_disk_changes") else {
        throw Fault(description: "the library is not loaded")
      }
      self.arm = unsafeBitCast(arm, to: Arm.self)
      self.count = unsafeBitCast(count, to: Count.self)
    }

    struct Fault: Error, CustomStringConvertible { let description: String }

    /// Does the task again and again, with the disk full from the first change on, from the second, and so on,
    /// or at that one alone.
    func fill(during task: String) async throws {
      _ = try await run("trains", in: whole)
      if task != "first" {
        _ = try await Trains.$learningRate.withValue(0.02) { try await run("trains", in: old) }
      }
      // That a single change fails is rare: the slow script tries it.
      for isOnce in Limits.count(1) > 1 ? [false, true] : [false] {
        var at = 1
        while try await fill(during: task, at: at, isOnce: isOnce) { at += 1 }
        // A run makes folders, checkpoints, a journal, the log, pictures, the report, and swaps them in.
        if at < (task == "render" ? 15 : 40) { throw Fault(description: "only \(at) changes") }
      }
    }

    /// Makes a call that changes the disk `changes` times with each of these changes alone refused, and then with
    /// none.
    func fill(during changes: Int, _ call: (_ folder: String) throws -> Void) throws {
      for at in 1...changes + 1 {
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        arm(path, at, 1)
        defer { arm("", 0, 0) }
        do {
          try call(path)
        } catch let error as ResultsError where "\(error)".contains("No space left on device") {
          if at <= changes { continue }
          throw error
        }
        if at <= changes { throw Fault(description: "change \(at) of \(changes) was not missed") }
      }
    }

    /// Returns whether the disk was full.
    private func fill(during task: String, at: Int, isOnce: Bool) async throws -> Bool {
      try? FileManager.default.removeItem(atPath: path)
      if task == "first" {
        try Files.makeFolder(path)
      } else {
        try FileManager.default.copyItem(atPath: old, toPath: path)
      }
      let before = try results()
      let words = task == "render" ? ["render", "trains"] : ["trains"]
      arm(path, at, isOnce ? 1 : 0)
      let (status, errors) = try await run(words, in: path)
      let isFull = count() >= at
      arm("", 0, 0)
      func fail(_ words: String) -> Fault {
        Fault(description: "\(task), change \(at)\(isOnce ? " alone" : ""): \(words); \(errors)")
      }
      guard status == 0 || status == 2 else { throw fail("status \(status)") }
      if !isFull && status != 0 { throw fail("a failure without a cause") }
      if status == 2, !errors.contains("No space left on device") { throw fail("no clear message") }
      if isFull && !isOnce && status != 2 { throw fail("nothing was said") }
      // Either the old results or the new ones, and nothing half-written beside.
      let after = try results()
      let new = task == "render" ? before : try results(in: whole)
      if after != before && after != new { throw fail("the results are neither old nor new") }
      if status == 0 && after != new { throw fail("the results are not the new ones") }
      let names = try FileManager.default.subpathsOfDirectory(atPath: path)
      if let name = names.first(where: { $0.hasSuffix(".partial") || $0.hasSuffix(".lock") }) {
        throw fail("\(name) was left")
      }
      // With room again, the same command ends in the same bytes.
      let (next, _) = try await run(words, in: path)
      let end = try results()
      if next != 0 || end != new { throw fail("the next run ends with \(next), or in other bytes") }
      if names.count > 0, task != "render" {
        let left = try FileManager.default.subpathsOfDirectory(atPath: path)
        if left.sorted() != (try FileManager.default.subpathsOfDirectory(atPath: whole)).sorted() {
          throw fail("files were left: \(left)")
        }
      }
      return isFull
    }

    /// All files of the results, but for what tells of the machine.
    private func results(in folder: String? = nil) throws -> [String: Data] {
      let goal = "\(folder ?? path)/strokes/trains"
      guard Files.isFolder(goal) else { return [:] }
      var files: [String: Data] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: goal)
      where name != "provenance.json" {
        files[name] = FileManager.default.contents(atPath: "\(goal)/\(name)")
      }
      return files
    }

    private func run(
      _ words: String..., in folder: String
    ) async throws -> (status: Int32, errors: String) {
      try await run(words, in: folder)
    }

    private func run(
      _ words: [String], in folder: String
    ) async throws -> (status: Int32, errors: String) {
      let (status, transcript) = try await experiments(
        arguments: words + ["-q", "--output", folder], notebooks: [Trains.self],
        checkpointInterval: Limits.count(1) > 1 ? .zero : .seconds(1000))
      return (status, transcript.err)
    }
  }
#endif
