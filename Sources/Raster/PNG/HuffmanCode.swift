/// A canonical prefix code (RFC 1951, 3.2.2): its lengths tell all of it.
struct HuffmanCode {
  /// The number of bits of each symbol's code; 0 where it has none.
  let lengths: [Int]
  /// The codes with their first bit lowest, as they are written.
  private let codes: [Int]

  init(lengths: [Int]) {
    self.lengths = lengths
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[length] += 1 }
    var next = [0, 0]
    for length in 2..<16 { next.append((next[length - 1] + counts[length - 1]) << 1) }
    codes = lengths.map { length in
      guard length > 0 else { return 0 }
      defer { next[length] += 1 }
      return (0..<length).reduce(0) { $0 << 1 | next[length] >> $1 & 1 }
    }
  }

  /// The code in which a message is shortest, of those without codes longer than `longest` bits. At least two symbols
  /// have a code, for some readers refuse others.
  init(frequencies: [Int], longest: Int) {
    var frequencies = frequencies
    for symbol in 0..<2 where frequencies.count(where: { $0 > 0 }) < 2 {
      if frequencies[symbol] == 0 { frequencies[symbol] = 1 }
    }
    self.init(lengths: Self.lengths(frequencies, longest: longest))
  }

  /// The package-merge algorithm (Larmore and Hirschberg, 1990): a symbol's length is how often it is among the cheapest
  /// packages, which are made, `longest` times over, of neighbours among the symbols and the packages before.
  private static func lengths(_ frequencies: [Int], longest: Int) -> [Int] {
    typealias Package = (weight: Int, symbols: [Int])
    let leaves: [Package] = frequencies.indices.filter { frequencies[$0] > 0 }
      .sorted { (frequencies[$0], $0) < (frequencies[$1], $1) }
      .map { (frequencies[$0], [$0]) }
    var packages: [Package] = []
    for _ in 0..<longest {
      var merged: [Package] = []
      var (leaf, package) = (0, 0)
      while leaf < leaves.count || package < packages.count {
        if package == packages.count
          || leaf < leaves.count && leaves[leaf].weight <= packages[package].weight
        {
          merged.append(leaves[leaf])
          leaf += 1
        } else {
          merged.append(packages[package])
          package += 1
        }
      }
      packages = stride(from: 0, to: merged.count - 1, by: 2).map {
        (merged[$0].weight + merged[$0 + 1].weight, merged[$0].symbols + merged[$0 + 1].symbols)
      }
    }
    var lengths = frequencies.map { _ in 0 }
    for package in packages.prefix(leaves.count - 1) {
      for symbol in package.symbols { lengths[symbol] += 1 }
    }
    return lengths
  }

  /// How many bits symbols take that occur so often.
  func bits(for frequencies: [Int]) -> Int {
    zip(frequencies, lengths).reduce(0) { $0 + $1.0 * $1.1 }
  }

  func write(_ symbol: Int, to bits: inout BitWriter) { bits.add(codes[symbol], lengths[symbol]) }
}

/// Bits in the order of their worth, the lowest of a byte first.
struct BitWriter {
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
