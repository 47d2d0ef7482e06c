import Testing

@testable import Raster

/// PNG files without zlib; libpng and zlib, by way of libgd, are the readers.
@Suite struct PNGFileTests {
  @Test func checksHaveTheirPublishedCheckValues() {
    let digits = Array("123456789".utf8)
    #expect(CyclicRedundancyCheck.zip(digits) == 0xcbf4_3926)
    #expect(CyclicRedundancyCheck.castagnoli(digits) == 0xe306_9283)
  }

  /// Every kind of file: one, two, four and eight bits of a palette, eight of grey, 24 of true colour. Widths leave bytes of
  /// packed rows half empty.
  @Test(
    arguments: [(1, 3), (2, 3), (3, 3), (4, 3), (16, 3), (17, 0), (17, 3), (256, 0), (256, 3)],
    [(1, 1), (7, 5), (67, 41)])
  func picturesAreReadBack(kind: (colors: Int, type: UInt8), size: (width: Int, height: Int)) throws
  {
    var generator = Generator(UInt64(kind.colors))
    var bitmap = Bitmap(width: size.width, height: size.height)
    for place in 0..<size.width * size.height {
      // Each colour in turn, then any.
      let color =
        place < kind.colors ? place : Int(generator.bits() % UInt64(kind.colors))
      bitmap[place % size.width, place / size.width] =
        kind.type == 0 ? Color(grey: UInt8(color)) : Color(UInt32(color * 65_793 ^ 255))
    }
    let file = PNGFile.bytes(of: bitmap)
    #expect(try Bitmap.decoding(png: file) == bitmap)
    if size.width * size.height >= kind.colors { #expect(file[25] == kind.type) }
  }

  /// Stretches of every kind across several blocks of symbols: noise, flat ones longer than the longest match, repetitions
  /// near and farther off than the window reaches, and frequencies for which Huffman's own code would be too long.
  @Test func whateverRepeatsIsReadBack() throws {
    var generator = Generator(1)
    let noise = (0..<50_000).map { _ in UInt8(truncatingIfNeeded: generator.bits()) }
    var counts = [1, 1]
    while counts.count < 24 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    let skewed = counts.enumerated().flatMap {
      Array(repeating: UInt8($0.offset * 5), count: $0.element)
    }
    var shuffled = skewed
    for place in shuffled.indices.dropFirst() {
      shuffled.swapAt(place, Int(generator.bits() % UInt64(place + 1)))
    }
    for bytes in [
      noise, [UInt8](repeating: 7, count: 3000), noise + noise, noise.prefix(30_000) + noise,
      shuffled, skewed,
    ] {
      let pixels = Array(bytes.prefix(bytes.count / 3 * 3))
      let bitmap = Bitmap(width: 1, height: pixels.count / 3, pixels: pixels)
      #expect(try Bitmap.decoding(png: PNGFile.bytes(of: bitmap)) == bitmap)
    }
  }

  /// zlib 1.2.13 makes 3,338,966 bytes of the indexed figures of MNIST's reports at level 6, and this 3,346,026; of
  /// this picture, by libgd at level 9, a fifth less.
  @Test func aPictureIsHardlyLargerThanByZlib() throws {
    let arrow = ArrowPlot.Arrow("7", fromX: 0, fromY: 0, toX: 2, toY: 1)
    let bitmap = ArrowPlot("Codes", x: Axis("z1"), y: Axis("z2"), arrows: [arrow]).bitmap()
    let (ours, theirs) = (PNGFile.bytes(of: bitmap).count, try bitmap.png().count)
    #expect(ours < theirs * 5 / 4, "\(ours) against \(theirs) bytes")
  }

  /// What Pillow 12 reads as the pixels below; no machine may give other bytes.
  @Test func aFileHasTheSameBytesEverywhere() {
    let bitmap = Bitmap(
      width: 3, height: 2,
      pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 128, 64, 32, 255, 255, 255])
    #expect(
      PNGFile.bytes(of: bitmap) == [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2, 4, 3,
        0, 0, 0, 111, 90, 123, 41, 0, 0, 0, 18, 80, 76, 84, 69, 255, 0, 0, 0, 255, 0, 0, 0, 255, 1,
        2, 3, 128, 64, 32, 255, 255, 255, 45, 225, 60, 88, 0, 0, 0, 14, 73, 68, 65, 84, 120, 218,
        99, 96, 84, 96, 48, 9, 0, 0, 1, 67, 0, 166, 195, 165, 17, 43, 0, 0, 0, 0, 73, 69, 78, 68,
        174, 66, 96, 130,
      ])
  }
}
