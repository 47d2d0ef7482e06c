import Foundation
import Hashing
import Platform
import Records

/// The record of a running notebook on the disk. It only grows: each checkpoint adds a frame with what is
/// new, so that pictures of the first epoch are not written again after every later one.
///
/// A frame is its length in eight bytes, the lowest first, its bytes, and the SHA-256 of the digest before it
/// and those bytes. What follows the last whole frame was left by a run that was killed while it
/// wrote, and is overwritten.
struct Journal {
  private let path: String
  private var length: UInt64 = 0
  private var mark = JournalFrame.Mark()
  private(set) var frames = 0
  private var digest: [UInt8] = []

  /// The last frame's digest, which covers all before it.
  var digestText: String { digest.hexadecimal }

  /// A journal with no frames.
  init(path: String) { self.path = path }

  /// Adds what `record` has beyond the frames so far, and waits until it is on the disk. After a failure
  /// the journal is as before.
  ///
  /// - Parameter code: the code of the record's notebook.
  mutating func add(_ record: RunRecord, of code: NotebookCode) throws {
    guard let bytes = try JournalFrame.bytes(of: record, after: mark, code) else { return }
    let next = Self.digest(of: bytes[...], after: digest)
    var frame = Self.lengthBytes(bytes.count)
    frame += bytes
    frame += next
    try Files.write(frame, to: path, at: length)
    length += UInt64(frame.count)
    frames += 1
    digest = next
    mark = JournalFrame.Mark(record)
  }

  /// What is in a file, up to the first frame that is not whole.
  struct Contents {
    private let bytes: [UInt8]
    private var frames: [(range: Range<Int>, digest: [UInt8])] = []

    init(path: String) {
      bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
      var place = 0
      while bytes.count - place >= 8 {
        let count = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[place + $1]) << (8 * $1) }
        guard count <= UInt64(max(0, bytes.count - place - 40)) else { break }
        let range = place + 8..<place + 8 + Int(count)
        let digest = Journal.digest(of: bytes[range], after: frames.last?.digest ?? [])
        guard digest.elementsEqual(bytes[range.upperBound..<range.upperBound + 32]) else { break }
        frames.append((range, digest))
        place = range.upperBound + 32
      }
    }

    /// Whether the first `count` frames are whole and are those with this digest.
    func holds(_ count: Int, digest: String) -> Bool {
      guard (0...frames.count).contains(count) else { return false }
      return (count == 0 ? [] : frames[count - 1].digest).hexadecimal == digest
    }

    /// Adds the first `count` frames to a record.
    ///
    /// - Parameter code: the code of the record's notebook; what counts of it has not changed since the frames were written.
    func add(
      _ count: Int, to record: inout RunRecord, of code: NotebookCode
    ) throws(Damage) {
      for frame in frames[..<count] { try JournalFrame.add(bytes[frame.range], to: &record, code) }
    }

    /// The journal of the first `count` frames, which hold `record`; the next frame replaces what
    /// follows them.
    func journal(_ count: Int, record: RunRecord, path: String) -> Journal {
      var journal = Journal(path: path)
      journal.frames = count
      if count > 0 {
        journal.length = UInt64(frames[count - 1].range.upperBound + 32)
        journal.digest = frames[count - 1].digest
        journal.mark = JournalFrame.Mark(record)
      }
      return journal
    }
  }

  private static func digest(of bytes: ArraySlice<UInt8>, after digest: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(digest)
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finalize()
  }

  private static func lengthBytes(_ count: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
  }
}
