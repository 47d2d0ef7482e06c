import Hashing
import Foundation
import Synchronization
import Testing

@testable import Digits

/// The limit is for a download that hangs; on a busy machine each of these waits its turn for minutes.
@Suite(.timeLimit(.minutes(15))) struct DownloadTests {
  let folder: TemporaryFolder
  /// Big enough to arrive in several pieces.
  let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }

  init() throws { folder = try TemporaryFolder() }

  func file(_ name: String = "file.gz") -> MNIST.Download {
    let hash = SHA256.hash(body).hexadecimal
    return MNIST.Download(name: name, size: body.count, sha256: hash)
  }

  /// Fetches one file from servers that answer as the closures say.
  func fetch(
    _ servers: [LocalServer], timeout: Int = 10
  ) async throws -> [MNISTDownload.Event] {
    try await fetch(servers.map(\.address), timeout: timeout)
  }

  func fetch(
    _ addresses: [String], timeout: Int = 10
  ) async throws -> [MNISTDownload.Event] {
    let events = EventLog()
    let download = MNISTDownload(
      mirrors: addresses.map { $0 + "/mnist" }, files: [file()], timeout: timeout)
    try await download.fetch(into: folder.path + "/cache") { events.add($0) }
    return events.all
  }

  func failure(_ servers: [LocalServer], timeout: Int = 10) async throws -> DigitsError {
    try await failure(servers.map(\.address), timeout: timeout)
  }

  func failure(_ addresses: [String], timeout: Int = 10) async throws -> DigitsError {
    let error = await #expect(throws: DigitsError.self) {
      _ = try await fetch(addresses, timeout: timeout)
    }
    return try #require(error)
  }

  func fetched() throws -> [UInt8] { try folder.bytes(of: "cache/file.gz") }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache")
  }

  @Test func fetchesAFileAndReportsIt() async throws {
    let server = LocalServer { [body] _ in .whole(body) }
    defer { server.stop() }
    let events = try await fetch([server])
    #expect(try fetched() == body)
    #expect(try names() == ["file.gz"])
    #expect(server.requests.map(\.path) == ["/mnist/file.gz"])
    #expect(server.requests[0].rangeStart == nil)
    #expect(server.requests[0].acceptEncoding == "identity")
    #expect(
      events.first == .began(file: "file.gz", mirror: server.address + "/mnist", have: 0))
    #expect(events.contains(.received(file: "file.gz", have: body.count, size: body.count)))
    #expect(events.last == .finished(file: "file.gz"))
  }

  @Test func leavesAloneWhatIsThereAndReplacesWhatIsWrong() async throws {
    let server = LocalServer { [body] _ in .whole(body) }
    defer { server.stop() }
    _ = try await fetch([server])
    #expect(try await fetch([server]) == [.present(file: "file.gz")])
    #expect(server.requests.count == 1)
    try folder.write([1, 2, 3], as: "cache/file.gz")
    _ = try await fetch([server])
    #expect(try fetched() == body)
  }

  @Test func resumesAfterACutConnection() async throws {
    let cutting = LocalServer { [body] _ in .whole(body, cut: 100_000) }
    defer { cutting.stop() }
    let error = try await failure([cutting])
    #expect(error.found.contains(cutting.address))
    #expect(error.remedy.contains("goes on where it stopped"))
    #expect(try folder.bytes(of: "cache/file.gz.part") == Array(body[..<100_000]))

    let resuming = LocalServer { [body] in .rest(body, from: $0.rangeStart ?? 0) }
    defer { resuming.stop() }
    _ = try await fetch([resuming])
    #expect(resuming.requests[0].rangeStart == 100_000)
    #expect(try fetched() == body)
    #expect(try names() == ["file.gz"])
  }

  @Test func startsAgainWhereAServerIgnoresTheRange() async throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/cache", withIntermediateDirectories: true)
    try folder.write([7, 7, 7], as: "cache/file.gz.part")
    let server = LocalServer { [body] _ in .whole(body) }
    defer { server.stop() }
    _ = try await fetch([server])
    #expect(server.requests[0].rangeStart == 3)
    #expect(try fetched() == body)
  }

  @Test func refusesARangeThatWasNotAskedFor() async throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/cache", withIntermediateDirectories: true)
    try folder.write(Array(body[..<50]), as: "cache/file.gz.part")
    let server = LocalServer { [body] _ in .rest(body, from: 40) }
    defer { server.stop() }
    #expect(try await failure([server]).found.contains("bytes 40-"))
    #expect(try folder.bytes(of: "cache/file.gz.part") == Array(body[..<50]))
  }

  @Test func deletesADownloadWithAnotherHashAndSaysSo() async throws {
    let server = LocalServer { [body] _ in .whole(body.reversed()) }
    defer { server.stop() }
    let error = try await failure([server])
    #expect(error.found.contains("SHA-256"))
    #expect(error.found.contains("deleted"))
    #expect(try names() == [])
  }

  @Test func asksTheSecondMirrorWhenTheFirstLacksTheFile() async throws {
    let first = LocalServer { _ in .status(404) }
    let second = LocalServer { [body] _ in .whole(body) }
    defer {
      first.stop()
      second.stop()
    }
    let events = try await fetch([first, second])
    #expect(try fetched() == body)
    let failed = events.compactMap { event in
      if case .failed(_, _, let error) = event { error } else { nil }
    }
    #expect(failed.map(\.found) == ["HTTP status 404"])
    #expect(first.requests.count == 1)
  }

  @Test func asksTheSecondMirrorForTheRestAfterTheFirstBrokeOff() async throws {
    let first = LocalServer { [body] _ in .whole(body, cut: 70_000) }
    let second = LocalServer { [body] in .rest(body, from: $0.rangeStart ?? 0) }
    defer {
      first.stop()
      second.stop()
    }
    _ = try await fetch([first, second])
    #expect(second.requests.map(\.rangeStart) == [70_000])
    #expect(try fetched() == body)
  }

  @Test func recoversFromADamagedBeginning() async throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/cache", withIntermediateDirectories: true)
    try folder.write([UInt8](repeating: 9, count: 1000), as: "cache/file.gz.part")
    let server = LocalServer { [body] request in
      request.rangeStart.map { .rest(body, from: $0) } ?? .whole(body)
    }
    defer { server.stop() }
    _ = try await fetch([server, server])
    #expect(server.requests.map(\.rangeStart) == [1000, nil])
    #expect(try fetched() == body)
  }

  @Test func refusesMoreThanTheFileHas() async throws {
    let server = LocalServer { [body] _ in .whole(body + body) }
    defer { server.stop() }
    #expect(try await failure([server]).found.contains("more than 300000 bytes"))
  }

  @Test func givesUpOnASilentServer() async throws {
    let server = LocalServer { [body] _ in .silence(body, sent: 1000) }
    defer { server.stop() }
    let error = try await failure([server], timeout: 1)
    #expect(error.found.contains("no answer for 1 seconds"))
  }

  @Test func saysThatNobodyListens() async throws {
    let port = ClosedPort()
    let error = try await failure([port.address])
    #expect(error.found.contains(port.address))
  }

  @Test func stopsWhenCancelledAndKeepsWhatHasCome() async throws {
    let server = LocalServer { [body] _ in .silence(body, sent: 1000) }
    defer { server.stop() }
    let download = MNISTDownload(mirrors: [server.address], files: [file()], timeout: 30)
    let path = folder.path + "/cache"
    let came = AsyncStream.makeStream(of: Int.self)
    let task = Task {
      try await download.fetch(into: path) { event in
        if case .received(_, let have, _) = event { came.continuation.yield(have) }
      }
    }
    for await have in came.stream where have == 1000 { break }
    task.cancel()
    await #expect(throws: DigitsError.self) { try await task.value }
    #expect(try folder.bytes(of: "cache/file.gz.part").count == 1000)
  }

  @Test func refusesToWriteIntoAnotherDownload() async throws {
    let other = try PartFile(path: folder.write([], as: "file.gz.part"), size: 10)
    let download = MNISTDownload(mirrors: ["http://127.0.0.1:9"], files: [file()])
    let error = await #expect(throws: DigitsError.self) {
      try await download.fetch(into: folder.path)
    }
    #expect(error?.found.contains("another download") == true)
    withExtendedLifetime(other) {}
  }
}

/// Collects what is reported from another thread.
final class EventLog: Sendable {
  private let events = Mutex<[MNISTDownload.Event]>([])

  var all: [MNISTDownload.Event] { events.withLock { $0 } }

  func add(_ event: MNISTDownload.Event) { events.withLock { $0.append(event) } }
}
