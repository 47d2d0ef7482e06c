import Testing

@testable import Raster

@Suite struct DecodedAnimationTests {
  private func noise(_ seed: UInt64, width: Int = 61, height: Int = 47) -> Bitmap {
    var generator = Generator(seed)
    return Bitmap(
      width: width, height: height,
      pixels: (0..<width * height * 3).map { _ in UInt8(generator.bits() & 255) })
  }

  private func plain(_ grey: UInt8) -> Bitmap {
    Bitmap(width: 61, height: 47, color: Color(grey: grey))
  }

  @Test(arguments: [Animation.Palette.greys(2), .greys(16), .greys(256), .colors])
  func readsBackWhatWasWritten(palette: Animation.Palette) throws {
    // Noise fills the code's table many times over; plain frames make its strings long.
    let animation = Animation(
      [noise(1), plain(0), noise(2), plain(255), noise(3)], delay: 7, palette: palette)
    let decoded = try DecodedAnimation(gif: animation.gif())
    #expect(decoded.frames == animation.shownFrames())
    #expect(decoded.delays == [7, 7, 7, 7, 200])
  }

  @Test func agreesWithAnotherReader() throws {
    let bytes = try Animation([noise(5), noise(6)], palette: .colors).gif()
    let other = try GIFDecoder(bytes)
    let decoded = try DecodedAnimation(gif: bytes)
    for (frame, shown) in zip(other.frames, decoded.frames) {
      #expect(frame.indices.flatMap { other.palette[Int($0)] } == shown.pixels)
    }
  }

  /// Two pixels of four in a picture of 2×2: written by hand from the specification.
  private func handmade(disposal: UInt8, interlaced: Bool = false) -> [UInt8] {
    var bytes = Array("GIF89a".utf8) + [2, 0, 2, 0, 0x80, 0, 0]
    bytes += [255, 0, 0, 0, 0, 255]
    // All four red; then the lower right one blue, the upper left one transparent.
    bytes += [0x21, 0xF9, 4, disposal << 2, 5, 0, 0, 0]
    bytes += [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, interlaced ? 0x40 : 0, 2]
    // Codes of three bits, from the lowest bit: clear 4, 0, 6 (0 0), 0, end 5.
    bytes += [2, 0b1000_0100, 0b0101_0001, 0]
    bytes += [0x21, 0xF9, 4, 1, 9, 0, 0, 0]
    bytes += [0x2C, 1, 0, 0, 0, 1, 0, 2, 0, 0, 2]
    // Clear 4, 0 (transparent), 1, end 5.
    bytes += [2, 0b0100_0100, 0b0000_1010, 0]
    return bytes + [0x3B]
  }

  @Test func putsPartsOnTheScreen() throws {
    let red = Color(0xFF0000), blue = Color(0x0000FF), white = Color(grey: 255)
    func expect(_ bytes: [UInt8], second: [Color]) throws {
      let decoded = try DecodedAnimation(gif: bytes)
      #expect(decoded.delays == [5, 9])
      #expect(decoded.frames[0].count(of: red) == 4)
      let last = decoded.frames[1]
      #expect([last[0, 0], last[1, 0], last[0, 1], last[1, 1]] == second)
    }
    try expect(handmade(disposal: 1), second: [red, red, red, blue])
    try expect(handmade(disposal: 2), second: [white, white, white, blue])
    try expect(handmade(disposal: 3), second: [white, white, white, blue])
    try expect(handmade(disposal: 0, interlaced: true), second: [red, red, red, blue])
  }

  @Test func refusesEveryFileThatWasCutShort() throws {
    let bytes = try Animation([noise(8, width: 9, height: 5)], palette: .greys(4)).gif()
    for count in bytes.indices {
      #expect(throws: RasterError.self) { try DecodedAnimation(gif: Array(bytes[..<count])) }
    }
  }

  @Test func damageIsAnErrorOrAnotherPictureNeverATrap() throws {
    let bytes = try Animation([noise(9, width: 30, height: 20)], palette: .greys(16)).gif()
    var generator = Generator(4)
    for _ in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<3 {
        damaged[Int(generator.bits()) % bytes.count] = UInt8(generator.bits() & 255)
      }
      // A screen of 65,535 pixels squared is no damage, but too much for a test.
      damaged.replaceSubrange(6..<10, with: bytes[6..<10])
      _ = try? DecodedAnimation(gif: damaged)
    }
  }
}
