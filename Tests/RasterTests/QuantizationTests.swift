import Raster
import Testing

@Suite struct QuantizationTests {
  func colors(of bitmap: Bitmap) -> [[UInt8]: Int] {
    stride(from: 0, to: bitmap.pixels.count, by: 3).reduce(into: [:]) {
      $0[Array(bitmap.pixels[$1..<$1 + 3]), default: 0] += 1
    }
  }

  func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    zip(zip(a, b), [3, 4, 2]).reduce(0) {
      let difference = Int($1.0.0) - Int($1.0.1)
      return $0 + $1.1 * difference * difference
    }
  }

  /// White paper, a row of ink, one pixel of red, and noise of many greens.
  func plot() -> Bitmap {
    var generator = Generator(7)
    var bitmap = Bitmap(width: 100, height: 60, color: Color(0xFFFFFF))
    for x in 0..<100 { bitmap[x, 0] = Color(0x101010) }
    for y in 20..<60 {
      for x in 0..<100 {
        bitmap[x, y] = Color(
          red: UInt8(generator.bits() % 40), green: UInt8(100 + generator.bits() % 100),
          blue: UInt8(generator.bits() % 40))
      }
    }
    bitmap[50, 10] = Color(0xFF0000)
    return bitmap
  }

  @Test func aPictureOfFewColoursStaysAsItIs() {
    var bitmap = Bitmap(width: 16, height: 17, color: Color(0xFFFFFF))
    for index in 0..<255 { bitmap[index % 16, index / 16] = Color(UInt32(index * 65_793)) }
    #expect(bitmap.quantized() == bitmap)
  }

  @Test func everyPixelBecomesTheNearestOf256ColoursOfThePicture() throws {
    let bitmap = plot(), quantized = bitmap.quantized()
    let before = colors(of: bitmap), after = colors(of: quantized)
    try #require(before.count > 3000)
    #expect(after.count == 256)
    #expect(after.keys.allSatisfy { before[$0] != nil })
    for pixel in stride(from: 0, to: bitmap.pixels.count, by: 3) {
      let old = Array(bitmap.pixels[pixel..<pixel + 3])
      let new = Array(quantized.pixels[pixel..<pixel + 3])
      #expect(after.keys.allSatisfy { distance($0, old) >= distance(new, old) })
    }
  }

  @Test func whatIsFrequentAndWhatIsFarFromAllElseStays() {
    let bitmap = plot(), quantized = bitmap.quantized()
    for (x, y) in [(0, 0), (99, 0), (3, 10), (50, 10)] { #expect(quantized[x, y] == bitmap[x, y]) }
  }

  @Test func theSecondTimeChangesNothing() {
    let quantized = plot().quantized()
    #expect(quantized.quantized() == quantized)
  }
}
