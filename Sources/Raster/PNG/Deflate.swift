/// Compression by RFC 1951 whose bytes depend on the data alone; those of zlib depend on its version, too.
///
/// Each block of 16,384 symbols has Huffman codes of its own, or the fixed ones where these are shorter.
package struct Deflate {
  private var bits = BitWriter()

  private static let symbolsInBlock = 1 << 14

  /// The compressed bytes, without a frame around them.
  package static func bytes(of data: [UInt8]) -> [UInt8] {
    var deflate = Deflate()
    let symbols = Repetitions.symbols(of: data)
    var from = 0
    repeat {
      let to = min(from + symbolsInBlock, symbols.count)
      deflate.add(symbols[from..<to], isLast: to == symbols.count)
      from = to
    } while from < symbols.count
    return deflate.bits.finished()
  }

  /// The compressed bytes as a stream of zlib's (RFC 1950): a window of 32 KiB, and a check.
  package static func zlibStream(of data: [UInt8]) -> [UInt8] {
    return [0x78, 0xda] + bytes(of: data) + check(of: data).bigEndianBytes
  }

  /// Adler-32 (RFC 1950, 8.2).
  private static func check(of data: [UInt8]) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (1, 0)
    // The sums of 5,552 bytes fit into 32 bits, and a division takes longer than all else.
    for start in stride(from: 0, to: data.count, by: 5552) {
      for byte in data[start..<min(start + 5552, data.count)] {
        low += UInt32(byte)
        high += low
      }
      low %= 65_521
      high %= 65_521
    }
    return high << 16 | low
  }

  private mutating func add(_ symbols: ArraySlice<Repetitions.Symbol>, isLast: Bool) {
    var literals = [Int](repeating: 0, count: 286)
    var distances = [Int](repeating: 0, count: 30)
    literals[Self.end] = 1
    for symbol in symbols {
      switch symbol {
      case .literal(let byte): literals[Int(byte)] += 1
      case .match(let length, let distance):
        literals[Self.lengths.code(of: Int(length))] += 1
        distances[Self.distances.code(of: Int(distance))] += 1
      }
    }
    bits.add(isLast ? 1 : 0, 1)
    let literalCode = HuffmanCode(frequencies: literals, longest: 15)
    let distanceCode = HuffmanCode(frequencies: distances, longest: 15)
    let table = CodeTable(literalCode, distanceCode)
    func count(_ literal: HuffmanCode, _ distance: HuffmanCode) -> Int {
      literal.bits(for: literals) + distance.bits(for: distances)
    }
    if count(Self.fixedLiterals, Self.fixedDistances)
      <= count(literalCode, distanceCode) + table.count
    {
      bits.add(1, 2)
      add(symbols, Self.fixedLiterals, Self.fixedDistances)
    } else {
      bits.add(2, 2)
      table.write(to: &bits)
      add(symbols, literalCode, distanceCode)
    }
  }

  private mutating func add(
    _ symbols: ArraySlice<Repetitions.Symbol>, _ literals: HuffmanCode, _ distances: HuffmanCode
  ) {
    for symbol in symbols {
      switch symbol {
      case .literal(let byte): literals.write(Int(byte), to: &bits)
      case .match(let length, let distance):
        Self.lengths.write(Int(length), literals, to: &bits)
        Self.distances.write(Int(distance), distances, to: &bits)
      }
    }
    literals.write(Self.end, to: &bits)
  }

  /// What ends a block, among literals and lengths.
  private static let end = 256
  private static let fixedLiterals = HuffmanCode(
    lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = HuffmanCode(lengths: Array(repeating: 5, count: 30))

  /// Lengths from 3 to 258, the longest with a code of its own.
  private static let lengths = Ranges(
    from: 3, firstCode: 257,
    extraBits: [
      0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5,
    ], longest: 258)
  private static let distances = Ranges(
    from: 1, firstCode: 0, extraBits: (0..<30).map { max(0, $0 / 2 - 1) }, longest: nil)
}

/// How numbers, of which there are too many for a code each, share codes: the bits after a code tell which of them is meant.
private struct Ranges {
  private let firstCode: Int
  private var starts: [Int] = []
  private var extraBits: [Int]
  /// The index of the range of each number.
  private var indices: [UInt8] = []

  init(from start: Int, firstCode: Int, extraBits: [Int], longest: Int?) {
    self.firstCode = firstCode
    self.extraBits = extraBits
    indices = Array(repeating: 0, count: start)
    for (index, bits) in extraBits.enumerated() {
      starts.append(indices.count)
      indices += Array(repeating: UInt8(index), count: 1 << bits)
    }
    if let longest {
      starts.append(longest)
      self.extraBits.append(0)
      indices[longest] = UInt8(starts.count - 1)
    }
  }

  func code(of number: Int) -> Int { firstCode + Int(indices[number]) }

  func write(_ number: Int, _ code: HuffmanCode, to bits: inout BitWriter) {
    let index = Int(indices[number])
    code.write(firstCode + index, to: &bits)
    bits.add(number - starts[index], extraBits[index])
  }
}

/// The lengths of a block's codes, as they go before it: runs of them by symbols with a code of their own.
private struct CodeTable {
  private let literals: Int
  private let distances: Int
  /// Lengths from 0 to 15; 16 repeats the one before it, 17 and 18 repeat 0.
  private var runs: [(symbol: Int, extra: Int)] = []
  private let code: HuffmanCode
  private let codes: Int

  private static let extraBits = [16: 2, 17: 3, 18: 7]
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  init(_ literal: HuffmanCode, _ distance: HuffmanCode) {
    literals = max(257, (literal.lengths.lastIndex { $0 > 0 } ?? 0) + 1)
    distances = (distance.lengths.lastIndex { $0 > 0 } ?? 0) + 1
    let lengths = literal.lengths.prefix(literals) + distance.lengths.prefix(distances)
    var place = 0
    while place < lengths.count {
      let length = lengths[place]
      let run = lengths[place...].prefix { $0 == length }.count
      if length == 0, run >= 3 {
        let count = min(run, 138)
        runs.append(count < 11 ? (17, count - 3) : (18, count - 11))
        place += count
      } else {
        runs.append((length, 0))
        place += 1
        // What is left of the run goes by threes to sixes.
        while length > 0, lengths[place...].prefix(while: { $0 == length }).count >= 3 {
          let count = lengths[place...].prefix(6).prefix { $0 == length }.count
          runs.append((16, count - 3))
          place += count
        }
      }
    }
    var frequencies = [Int](repeating: 0, count: 19)
    for run in runs { frequencies[run.symbol] += 1 }
    code = HuffmanCode(frequencies: frequencies, longest: 7)
    let lengthsOfCode = code.lengths
    codes = max(4, (Self.order.lastIndex { lengthsOfCode[$0] > 0 } ?? 0) + 1)
  }

  /// How many bits it takes.
  var count: Int {
    runs.reduce(14 + 3 * codes) {
      $0 + code.lengths[$1.symbol] + (Self.extraBits[$1.symbol] ?? 0)
    }
  }

  func write(to bits: inout BitWriter) {
    bits.add(literals - 257, 5)
    bits.add(distances - 1, 5)
    bits.add(codes - 4, 4)
    for symbol in Self.order.prefix(codes) { bits.add(code.lengths[symbol], 3) }
    for (symbol, extra) in runs {
      code.write(symbol, to: &bits)
      bits.add(extra, Self.extraBits[symbol] ?? 0)
    }
  }
}
