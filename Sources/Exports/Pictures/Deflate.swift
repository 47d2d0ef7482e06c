/// Compression by RFC 1951 in one block with the fixed code, each match being the newest place with the same three bytes.
///
/// Less small than zlib's, and the same bytes whatever version of zlib a machine has.
struct Deflate {
  private var bits = BitWriter()

  private static let longestMatch = 258
  private static let window = 32_768
  /// The shortest length, or distance, of each code, and the number of bits that add to it.
  private static let lengths = ranges(
    from: 3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5])
  private static let distances = ranges(
    from: 1,
    [
      0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
      13,
    ])

  private static func ranges(from start: Int, _ extra: [Int]) -> [(start: Int, extra: Int)] {
    var next = start
    return extra.map { bits in
      defer { next += 1 << bits }
      return (next, bits)
    }
  }

  /// The compressed bytes.
  static func bytes(of data: [UInt8]) -> [UInt8] {
    var deflate = Deflate()
    // The last block, with the fixed code.
    deflate.bits.add(1, 1)
    deflate.bits.add(1, 2)
    data.withUnsafeBufferPointer { deflate.add($0) }
    deflate.addSymbol(256)
    return deflate.bits.finished()
  }

  private mutating func add(_ data: UnsafeBufferPointer<UInt8>) {
    var newest = [Int](repeating: -1, count: 1 << 15)
    func hash(_ place: Int) -> Int {
      let value = Int(data[place]) << 16 | Int(data[place + 1]) << 8 | Int(data[place + 2])
      return value &* 0x9e37_79b1 >> 17 & (1 << 15 - 1)
    }
    var place = 0
    while place < data.count {
      var length = 0
      var distance = 0
      if place + 3 <= data.count {
        let earlier = newest[hash(place)]
        if earlier >= 0, place - earlier <= Self.window {
          let most = min(Self.longestMatch, data.count - place)
          while length < most, data[earlier + length] == data[place + length] { length += 1 }
          distance = place - earlier
        }
      }
      if length < 3 {
        length = 1
        addSymbol(Int(data[place]))
      } else {
        addMatch(length: length, distance: distance)
      }
      for place in place..<max(place, min(place + length, data.count - 2)) {
        newest[hash(place)] = place
      }
      place += length
    }
  }

  private mutating func addMatch(length: Int, distance: Int) {
    if length == Self.longestMatch {
      addSymbol(285)
    } else {
      let code = Self.lengths.lastIndex { $0.start <= length } ?? 0
      addSymbol(257 + code)
      bits.add(length - Self.lengths[code].start, Self.lengths[code].extra)
    }
    let code = Self.distances.lastIndex { $0.start <= distance } ?? 0
    bits.add(code.reversedBits(5), 5)
    bits.add(distance - Self.distances[code].start, Self.distances[code].extra)
  }

  /// A literal, the end, or the code of a length.
  private mutating func addSymbol(_ symbol: Int) {
    switch symbol {
    case 0..<144: bits.add((0x30 + symbol).reversedBits(8), 8)
    case 144..<256: bits.add((0x190 + symbol - 144).reversedBits(9), 9)
    case 256..<280: bits.add((symbol - 256).reversedBits(7), 7)
    default: bits.add((0xc0 + symbol - 280).reversedBits(8), 8)
    }
  }
}

/// Bits in the order of their worth, the lowest of a byte first.
private struct BitWriter {
  private var bytes: [UInt8] = []
  private var pending = 0
  private var count = 0

  mutating func add(_ value: Int, _ bits: Int) {
    pending |= value << count
    count += bits
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      count -= 8
    }
  }

  mutating func finished() -> [UInt8] {
    if count > 0 { add(0, 8 - count) }
    return bytes
  }
}

extension Int {
  /// The lowest bits in reverse: codes go with the highest bit first.
  fileprivate func reversedBits(_ count: Int) -> Int {
    (0..<count).reduce(0) { $0 << 1 | self >> $1 & 1 }
  }
}
