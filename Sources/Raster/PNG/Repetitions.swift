/// Where data repeat themselves: the LZ77 half of deflate.
///
/// A match is the longest of those that begin at the 128 newest places with the same hash of three bytes, the nearest of
/// equally long ones. A byte goes alone where a longer match begins after it. At most 2 GiB.
struct Repetitions {
  enum Symbol {
    case literal(UInt8)
    /// Bytes that stand `distance` before, 1 to 32,767, as well: 3 to 258 of them.
    case match(length: UInt16, distance: UInt16)
  }

  private static let longest = 258
  private static let window = 1 << 15 - 1
  private static let tries = 128
  /// Three bytes from farther off take more bits than three literals.
  private static let farForThree = 4096

  private let data: UnsafeBufferPointer<UInt8>
  /// The newest place of each hash, and of each place in the window the one before it with its hash; -1 for none.
  private var newest = [Int32](repeating: -1, count: 1 << 15)
  private var before = [Int32](repeating: -1, count: 1 << 15)

  static func symbols(of data: [UInt8]) -> [Symbol] {
    data.withUnsafeBufferPointer { data in
      var repetitions = Repetitions(data: data)
      return repetitions.symbols()
    }
  }

  private init(data: UnsafeBufferPointer<UInt8>) { self.data = data }

  private mutating func symbols() -> [Symbol] {
    var symbols: [Symbol] = []
    // The match that begins one byte before `place`, which waits for a longer one; its length is 1 where it is a literal.
    var (waiting, distance) = (0, 0)
    var place = 0
    while place < data.count {
      let found = match(at: place, longerThan: max(waiting, 2))
      remember(place)
      if let found {
        if waiting > 0 { symbols.append(.literal(data[place - 1])) }
        (waiting, distance) = found
        place += 1
      } else if waiting > 2 {
        symbols.append(.match(length: UInt16(waiting), distance: UInt16(distance)))
        let end = place - 1 + waiting
        for place in place + 1..<max(place + 1, end) { remember(place) }
        (waiting, place) = (0, end)
      } else {
        if waiting > 0 { symbols.append(.literal(data[place - 1])) }
        (waiting, place) = (1, place + 1)
      }
    }
    if waiting > 0 { symbols.append(.literal(data[data.count - 1])) }
    return symbols
  }

  private func match(at place: Int, longerThan least: Int) -> (length: Int, distance: Int)? {
    let most = min(Self.longest, data.count - place)
    guard most > least else { return nil }
    var best: (length: Int, distance: Int)?
    var length = least
    var earlier = Int(newest[hash(place)])
    var tries = Self.tries
    while earlier >= 0, place - earlier <= Self.window, tries > 0 {
      if data[earlier + length] == data[place + length] {
        let same = agreement(earlier, place, most)
        if same > length, same > 3 || place - earlier <= Self.farForThree {
          best = (same, place - earlier)
          length = same
          if same == most { break }
        }
      }
      earlier = Int(before[earlier & Self.window])
      tries -= 1
    }
    return best
  }

  /// How many bytes from two places on are the same, at most `most`, which all are there.
  private func agreement(_ one: Int, _ other: Int, _ most: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(data)
    func eight(_ place: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    var same = 0
    while same + 8 <= most {
      let difference = eight(one + same) ^ eight(other + same)
      if difference != 0 { return same + difference.trailingZeroBitCount / 8 }
      same += 8
    }
    while same < most, data[one + same] == data[other + same] { same += 1 }
    return same
  }

  private mutating func remember(_ place: Int) {
    guard place + 3 <= data.count else { return }
    let hash = hash(place)
    before[place & Self.window] = newest[hash]
    newest[hash] = Int32(place)
  }

  private func hash(_ place: Int) -> Int {
    let value = Int(data[place]) << 16 | Int(data[place + 1]) << 8 | Int(data[place + 2])
    return value &* 0x9e37_79b1 >> 17 & (1 << 15 - 1)
  }
}
