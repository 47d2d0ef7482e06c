/// A reader of films, from what `Film` in Raster says of them: plainly, with a margin asked for instead of stored.
public struct FilmDecoder {
  /// A picture of the film.
  public struct Picture: Equatable {
    public let width: Int, height: Int
    /// Red, green and blue, [height, width, 3].
    public let pixels: [UInt8]
  }

  /// In the order of the film.
  public private(set) var pictures: [Picture] = []

  private let bytes: [UInt8]
  private var next = 0
  private var low: UInt64 = 0, high: UInt64 = 0xffff_ffff, value: UInt64 = 0
  /// The probabilities of zeros that are not as at first, by the table and the place in it.
  private var learned: [[Int]: UInt64] = [:]

  /// Reads a whole film; one that is damaged gives other pictures, or traps.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for _ in 0..<4 { value = value << 8 | byte() }
    let count = number(16)
    let colors = (0..<number(24) + 1).map { _ in
      let code = number(24)
      return [UInt8(code >> 16), UInt8(code >> 8 & 255), UInt8(code & 255)]
    }
    var bits = 0
    while 1 << bits < colors.count { bits += 1 }
    _ = (number(24), number(24))
    var planes: [[[Int]]] = []
    for _ in 0..<count {
      let width = number(24), height = number(24), distance = number(2)
      let before = distance == 0 ? [] : planes[planes.count - distance]
      var plane = [[Int]](repeating: [Int](repeating: 0, count: width), count: height)
      for y in 0..<height {
        for x in 0..<width { plane[y][x] = pixel(plane, before, x, y, bits) }
      }
      planes.append(plane)
      pictures.append(
        Picture(width: width, height: height, pixels: plane.joined().flatMap { colors[$0] }))
    }
  }

  private mutating func pixel(
    _ plane: [[Int]], _ before: [[Int]], _ x: Int, _ y: Int, _ bits: Int
  ) -> Int {
    func at(_ plane: [[Int]], _ x: Int, _ y: Int) -> Int {
      plane.indices.contains(y) && plane[y].indices.contains(x) ? plane[y][x] : 0
    }
    let (west, north, same) = (at(plane, x - 1, y), at(plane, x, y - 1), at(before, x, y))
    let agreements = [
      west == north, north == at(plane, x - 1, y - 1), north == at(plane, x + 1, y - 1),
      west == at(plane, x - 2, y), north == at(plane, x, y - 2), west == at(before, x - 1, y),
      north == at(before, x, y - 1), at(plane, x + 1, y - 1) == at(before, x + 1, y - 1),
      same == west, same == north, same == at(before, x + 1, y),
    ]
    let constellation = agreements.enumerated().reduce(0) {
      $0 + ($1.element ? 1 << $1.offset : 0)
    }
    for (guess, color) in [same, west, north].enumerated()
    where ![same, west, north].prefix(guess).contains(color) {
      if bit([0, guess, constellation]) == 0 { return color }
    }
    let shift = max(0, bits - 5), highest = min(bits, 8)
    var result = 0
    for index in 0..<bits {
      let context =
        index < highest
        ? [1, (west + north) >> (shift + 1), same >> shift, index, result]
        : [2, index, result]
      result = 2 * result + bit(context)
    }
    return result
  }

  private mutating func byte() -> UInt64 {
    next += 1
    return next <= bytes.count ? UInt64(bytes[next - 1]) : 0
  }

  private mutating func narrow(_ probability: UInt64) -> Int {
    let middle = low + (high - low) * probability / 65_536
    let bit = value > middle ? 1 : 0
    if bit == 1 { low = middle + 1 } else { high = middle }
    while low >> 24 == high >> 24 {
      low = low << 8 & 0xffff_ffff
      high = high << 8 & 0xffff_ffff | 255
      value = value << 8 & 0xffff_ffff | byte()
    }
    return bit
  }

  private mutating func bit(_ context: [Int]) -> Int {
    let probability = learned[context] ?? 32_768
    let bit = narrow(probability)
    learned[context] =
      bit == 1 ? probability - probability / 16 : probability + (65_535 - probability) / 16
    return bit
  }

  private mutating func number(_ bits: Int) -> Int {
    (0..<bits).reduce(0) { number, _ in 2 * number + narrow(32_768) }
  }
}
