import Digits
import Foundation
import HarnessTestSupport
import Testing

@testable import Exports
@testable import Notebooks
@testable import Platform
@testable import Raster
@testable import Records

/// Events for TensorBoard, written while a record grows and from the whole of it.
@Suite struct LiveEventsTests {
  /// A record of two loops that count from 0 each, with all that is shown; `follow` is told of every entry.
  private func recorded(follow: (RunRecord) -> Void = { _ in }) -> RunRecord {
    let lab = lab()
    for loop in ["first", "second"] {
      for step in 0..<3 {
        lab.log("\(loop)/loss", 1 / Double(step + 1), step: step)
        follow(lab.record)
        lab.manifold("\(loop)", [0, 9, UInt8(step), 4, 5, 6], height: 2, width: 3, step: step)
        follow(lab.record)
        if loop == "first" {
          lab.latents([1, 2, 3, 4].map { Float($0 * step) }, labels: [7, 8], step: step)
          follow(lab.record)
        }
      }
    }
    lab.metric("loss", of: "second/loss", "Last loss")
    return lab.record
  }

  private func events(of record: RunRecord) throws -> [UInt8] {
    try #require(try ExportFormat.tensorboard.files(of: record).first).bytes
  }

  @Test func areThoseOfTheWholeRecordAndOfItsLog() throws {
    let folder = try TemporaryFolder()
    let live = LiveEvents(folder: "\(folder.path)/live") { Issue.record("\($0)") }
    live.begin(lab().record)
    var count = 0
    let record = recorded { record in
      live.follow(record)
      count += 1
    }
    #expect(count == 15 && record.order.count == 15)
    live.finish(record, test: nil)
    let events = try events(of: record)
    let path = "live/\(TensorBoardRun.eventFile)"
    #expect(folder.bytes(path).map(Array.init) == events)
    // A run that goes on begins with the record of its checkpoint.
    live.begin(record)
    live.finish(record, test: nil)
    #expect(folder.bytes(path).map(Array.init) == events)

    try record.write(to: "\(folder.path)/log.h5")
    let read = try RunRecord(reading: "\(folder.path)/log.h5")
    #expect(read == record && read.order == record.order)
    #expect(try self.events(of: read) == events)
  }

  @Test func areInTheOrderOfTheRunOrElseOfSteps() throws {
    var record = recorded()
    func tags() -> [String] {
      TensorBoardRun(record: record).entries().map { "\($0.path) \($0.step)" }
    }
    #expect(tags().first == "metrics/first/loss/value 0")
    #expect(tags()[9] == "metrics/second/loss/value 0")
    // A log of an earlier version.
    record.order = EntryOrder()
    #expect(tags().count == 15 && tags()[4] == "metrics/second/loss/value 0")
  }

  @Test func anOrderOfWhatIsNotThereIsNoHarm() throws {
    var record = recorded()
    let count = TensorBoardRun(record: record).entries().count
    for path in ["metrics/first/loss/value", "latents/codes", "nowhere", "manifold/steps", ""] {
      record.order.append(path)
    }
    #expect(TensorBoardRun(record: record).entries().count == count)
    #expect(EntryOrder(paths: ["a"], places: [0, 1]) == nil)
    #expect(EntryOrder(paths: ["a"], places: [-1]) == nil)
    #expect(EntryOrder(paths: ["a", "a"], places: []) == nil)
  }

  /// A disk that is full after so many bytes: what is there are whole events, the first ones.
  @Test func whereTheDiskIsFullThereIsOneWarningAndNoHalfEvent() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let tests = LiveEventsTests(), record = tests.recorded()
      let run = TensorBoardRun(record: record), whole = try tests.events(of: record)
      var places = [0, run.beginning().count]
      for entry in run.entries() { places.append((places.last ?? 0) + run.events(of: entry).count) }
      for bytes in stride(from: 0, to: whole.count, by: 97) {
        let folder = try TemporaryFolder()
        var warnings: [String] = []
        let live = LiveEvents(folder: folder.path) { warnings.append($0) }
        limitFiles(to: rlim_t(bytes))
        live.begin(lab().record)
        _ = tests.recorded { live.follow($0) }
        live.finish(record, test: nil)
        limitFiles(to: .max)
        let written = folder.bytes(TensorBoardRun.eventFile).map(Array.init) ?? []
        let isSaid = warnings.count == 1 && warnings[0].contains("File too large. The run goes on")
        let end = places.last { $0 <= bytes } ?? 0
        if !isSaid || written != Array(whole.prefix(end)) { exit(10) }
      }
    }
  }

  @Test func theProjectorHasPicturesOfTheDigitsWhoseCodesThereAre() throws {
    let record = recorded()
    let images = (0..<12).map { UInt8(20 * $0) }
    func files(_ labels: [UInt8]) throws -> [ExportedFile] {
      let test = DigitSet(
        images: images, labels: labels, shape: ImageShape(height: 2, width: 2, channels: 1))
      return try ExportFormat.tensorboard.files(of: record, test: test)
    }
    let found = try files([7, 8, 9])
    let paths = ["projector_config.pbtxt", "codes.tsv", "labels.tsv", "digits.png"]
    #expect(found.dropFirst().map(\.path) == paths)
    let configuration = String(decoding: found[1].bytes, as: UTF8.self)
    #expect(
      configuration.contains(
        "sprite { image_path: \"digits.png\" single_image_dim: 2 single_image_dim: 2 }"))
    // Two digits in a square of two by two: ink is dark, and the second row is empty.
    let bitmap = try Bitmap.decoding(png: found[4].bytes)
    #expect(bitmap.width == 4 && bitmap.height == 4)
    let levels = stride(from: 0, to: bitmap.pixels.count, by: 3).map { bitmap.pixels[$0] }
    #expect(Array(levels.prefix(8)) == [255, 235, 175, 155, 215, 195, 135, 115])
    #expect(levels.suffix(8).allSatisfy { $0 == 255 })
    // Those of other digits would be wrong.
    #expect(try files([8, 7, 9]).map(\.path).last == "labels.tsv")
  }
}

private func limitFiles(to bytes: rlim_t) {
  var limit = rlimit(rlim_cur: bytes, rlim_max: .max)
  #if os(Linux)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  #else
    setrlimit(RLIMIT_FSIZE, &limit)
  #endif
}
