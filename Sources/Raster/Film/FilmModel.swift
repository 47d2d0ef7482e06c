/// What is known of a pixel before it is told.
struct FilmNeighbours {
  /// The pixels to the left, above, and at the same place of the earlier picture.
  let left: Int, above: Int, before: Int
  /// Eleven bits: which of the pixels around agree.
  let constellation: Int

  /// - Parameters:
  ///   - pixels: the plane as far as it is told.
  ///   - earlier: all of the plane that it is compared with, of the same stride.
  @inline(__always)
  init(
    _ pixels: UnsafeBufferPointer<Int32>, _ earlier: UnsafeBufferPointer<Int32>, at place: Int,
    stride: Int
  ) {
    let (left, above, before) = (pixels[place - 1], pixels[place - stride], earlier[place])
    let aboveRight = pixels[place - stride + 1]
    func bit(_ isSame: Bool, _ place: Int) -> Int { isSame ? 1 << place : 0 }
    constellation =
      bit(left == above, 0) | bit(above == pixels[place - stride - 1], 1)
      | bit(above == aboveRight, 2) | bit(left == pixels[place - 2], 3)
      | bit(above == pixels[place - 2 * stride], 4) | bit(left == earlier[place - 1], 5)
      | bit(above == earlier[place - stride], 6)
      | bit(aboveRight == earlier[place - stride + 1], 7) | bit(before == left, 8)
      | bit(before == above, 9) | bit(before == earlier[place + 1], 10)
    (self.left, self.above, self.before) = (Int(left), Int(above), Int(before))
  }
}

/// How probable everything is that tells of a pixel, as learned so far.
struct FilmModel {
  /// For each of three guesses and each constellation, that the guess is right.
  private var guesses = [UInt16](repeating: 1 << 15, count: 3 << 11)
  /// For the highest eight bits of a colour's number, by the neighbours: one for each way through the bits.
  private var high: [UInt16]
  /// For the other bits, by the highest.
  private var low: [UInt16]
  private let highBits: Int, lowBits: Int
  /// Neighbours are told apart as one of 32.
  private let shift: Int

  init(colors: Int) {
    let bits = Self.bits(of: colors - 1)
    highBits = min(bits, 8)
    lowBits = bits - highBits
    shift = max(0, bits - 5)
    high = [UInt16](repeating: 1 << 15, count: 32 * 32 << highBits)
    low = [UInt16](repeating: 1 << 15, count: 1 << bits)
  }

  private static func bits(of number: Int) -> Int {
    Int.bitWidth - number.leadingZeroBitCount
  }

  mutating func write(
    _ pixel: Int, _ around: FilmNeighbours, to encoder: inout ArithmeticEncoder
  ) {
    let (before, left, above) = (around.before, around.left, around.above)
    let place = around.constellation
    encoder.write(pixel != before, &guesses[place])
    if pixel == before { return }
    if left != before {
      encoder.write(pixel != left, &guesses[1 << 11 | place])
      if pixel == left { return }
    }
    if above != before, above != left {
      encoder.write(pixel != above, &guesses[2 << 11 | place])
      if pixel == above { return }
    }
    let context = ((left + above) >> (shift + 1)) << 5 | before >> shift
    Self.write(pixel >> lowBits, highBits, &high, context, to: &encoder)
    Self.write(pixel & (1 << lowBits - 1), lowBits, &low, pixel >> lowBits, to: &encoder)
  }

  /// Writes a number of some bits, each as probable as it was after the same ones in the same context.
  private static func write(
    _ number: Int, _ bits: Int, _ probabilities: inout [UInt16], _ context: Int,
    to encoder: inout ArithmeticEncoder
  ) {
    var way = 1
    for bit in (0..<bits).reversed() {
      let isOne = number >> bit & 1 == 1
      encoder.write(isOne, &probabilities[context << bits | way])
      way = way << 1 | (isOne ? 1 : 0)
    }
  }
}
