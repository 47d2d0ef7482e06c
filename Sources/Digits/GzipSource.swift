import CZlib
import Foundation

/// What a gzip file unpacks to, a piece at a time. Lengths and check sums are checked by zlib at the
/// end of each member; several members in a row make one content, as the format says. Zeros that follow the last one,
/// such as those that fill up a block of tape, are left out, as gzip(1) does.
final class GzipSource: ByteSource {
  static let magic: [UInt8] = [0x1f, 0x8b]

  private let file: InputFile
  private var stream = z_stream()
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private var isFinished = false

  init(_ file: InputFile) throws(DigitsError) {
    self.file = file
    guard gzip_inflate_begin(&stream) == Z_OK else {
      throw DigitsError(
        file.action, file.path, found: "too little memory to unpack", remedy: "Free some memory.")
    }
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  /// Deflate's densest code spends two bits on 258 bytes.
  var greatestLength: Int { 1032 * min(file.size, Int.max / 1032) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DigitsError) -> Int {
    var filled = 0
    while filled < buffer.count && !isFinished {
      let room = min(buffer.count - filled, 1 << 30)
      stream.next_out = buffer.baseAddress.map { ($0 + filled).assumingMemoryBound(to: Bytef.self) }
      stream.avail_out = uInt(room)
      try advance()
      filled += room - Int(stream.avail_out)
    }
    return filled
  }

  /// Unpacks until the output is full or the input used up.
  private func advance() throws(DigitsError) {
    if try !hasInput() { throw damage("an end in the middle of the packed data") }
    switch inflate(&stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: try nextMember()
    case let code: throw damage(stream.msg.map { String(cString: $0) } ?? "zlib error \(code)")
    }
  }

  /// Goes on to the next member, if there is one; else the content has ended.
  private func nextMember() throws(DigitsError) {
    var hasZeros = false
    while try hasInput(), stream.next_in.pointee == 0 {
      stream.next_in += 1
      stream.avail_in -= 1
      hasZeros = true
    }
    guard try hasInput() else {
      isFinished = true
      return
    }
    guard !hasZeros, stream.next_in.pointee == Self.magic[0], inflateReset(&stream) == Z_OK else {
      throw damage("trailing bytes that are not gzip, after the packed data")
    }
  }

  /// Whether there are packed bytes left; reads the next ones when it has to.
  private func hasInput() throws(DigitsError) -> Bool {
    if stream.avail_in == 0 {
      let count = try file.read(into: input)
      stream.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
      stream.avail_in = uInt(count)
    }
    return stream.avail_in > 0
  }

  private func damage(_ found: String) -> DigitsError {
    DigitsError(
      file.action, file.path, found: found, expected: "whole gzip data",
      remedy: "The file is damaged or was cut short: copy or download it again.")
  }
}
