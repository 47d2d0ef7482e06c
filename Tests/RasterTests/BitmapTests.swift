import Raster
import Testing

@Suite struct BitmapTests {
  @Test(arguments: [(1, 1, 1), (7, 5, 3), (64, 33, 256), (64, 33, 100_000)])
  func pngRoundTripKeepsEveryPixel(width: Int, height: Int, colors: Int) throws {
    var generator = Generator(UInt64(width + colors))
    var bitmap = Bitmap(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        bitmap[x, y] = Color(UInt32(generator.bits() % UInt64(colors)) * 167 & 0xFFFFFF)
      }
    }
    #expect(try Bitmap.decoding(png: bitmap.png()) == bitmap)
  }

  @Test func pngIsIndexedWithFewColoursAndTrueColourWithMany() throws {
    var bitmap = Bitmap(width: 300, height: 2)
    #expect(try Array(bitmap.png()[16..<26]) == [0, 0, 1, 44, 0, 0, 0, 2, 1, 3])
    for x in 0..<300 { bitmap[x, 0] = Color(UInt32(x)) }
    // Width, height, bit depth and colour type of the header chunk (RFC 2083, 11.2.1).
    #expect(try Array(bitmap.png()[16..<26]) == [0, 0, 1, 44, 0, 0, 0, 2, 8, 2])
  }

  /// Files of 3×2 pixels made by Pillow 12: `Image.putdata([...]).save("x.png")`, and after
  /// `convert("P", palette=ADAPTIVE, colors=6)`.
  @Test(
    arguments: [
      [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2, 8, 2,
        0,
        0, 0, 18, 22, 241, 77, 0, 0, 0, 24, 73, 68, 65, 84, 120, 156, 99, 248, 207, 192, 192, 0,
        193,
        140, 76, 204, 13, 14, 10, 255, 255, 255, 7, 0, 55, 207, 6, 225, 181, 136, 21, 133, 0, 0, 0,
        0,
        73, 69, 78, 68, 174, 66, 96, 130,
      ],
      [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2, 4, 3,
        0,
        0, 0, 111, 90, 123, 41, 0, 0, 0, 18, 80, 76, 84, 69, 255, 255, 255, 0, 255, 0, 128, 64, 32,
        1,
        2, 3, 255, 0, 0, 0, 0, 255, 15, 182, 16, 246, 0, 0, 0, 14, 73, 68, 65, 84, 120, 156, 99,
        116,
        228, 103, 48, 98, 0, 0, 1, 241, 0, 132, 176, 126, 125, 97, 0, 0, 0, 0, 73, 69, 78, 68, 174,
        66,
        96, 130,
      ],
    ] as [[UInt8]])
  func pngOfAnotherLibraryIsRead(file: [UInt8]) throws {
    let bitmap = try Bitmap.decoding(png: file)
    #expect(bitmap.width == 3 && bitmap.height == 2)
    #expect(
      bitmap.pixels == [255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 128, 64, 32, 255, 255, 255])
  }

  @Test func damagedPNGIsAnErrorThatSaysWhatToDo() throws {
    let good = try Bitmap(width: 40, height: 40, color: Color(0x123456)).png()
    for bad in [[], [1, 2, 3], Array(good.prefix(30)), Array("GIF89a".utf8)] {
      let error = #expect(throws: RasterError.self) { try Bitmap.decoding(png: bad) }
      #expect(error?.description.contains("cannot decode a PNG of \(bad.count) bytes") == true)
    }
  }

  @Test func halvingTakesTheRoundedMeanOfFourPixels() {
    let pixels: [UInt8] = [0, 10, 255, 1, 20, 255, 9, 9, 9, 0, 30, 255, 1, 41, 254, 9, 9, 9]
    let half = Bitmap(width: 3, height: 2, pixels: pixels).halved()
    #expect(half == Bitmap(width: 1, height: 1, pixels: [1, 25, 255]))
  }

  @Test func panelsKeepEveryPictureAsItIs() {
    let red = Bitmap(width: 30, height: 20, color: Color(0xFF0000))
    let blue = Bitmap(width: 10, height: 40, color: Color(0x0000FF))
    let panels = Panels("", [red, blue, blue], columns: 2, gap: 5).bitmap()
    #expect(panels.width == 45 && panels.height == 85)
    #expect(panels.count(of: Color(0xFF0000)) == 600)
    #expect(panels.count(of: Color(0x0000FF)) == 800)
    #expect(panels[29, 19] == Color(0xFF0000) && panels[30, 19] == Color(grey: 255))
    #expect(panels[35, 0] == Color(0x0000FF) && panels[44, 39] == Color(0x0000FF))
    #expect(panels[0, 45] == Color(0x0000FF) && panels[9, 84] == Color(0x0000FF))
  }

  @Test func captionsStandAbovePanelsAndNotOverThem() {
    let red = Bitmap(width: 120, height: 20, color: Color(0xFF0000))
    let panels = Panels("", [red, red, red], captions: ["first", "", "third"], columns: 2).bitmap()
    #expect(panels.width == 264)
    #expect(panels.count(of: Color(0xFF0000)) == 3 * 2400)
    // Something is written above the first and the third, and nothing above the second.
    func ink(_ columns: Range<Int>, above row: Int) -> Bool {
      columns.contains { x in
        (max(0, row - 30)..<row).contains { panels[x, $0].red < 60 }
      }
    }
    let rows = (0..<panels.height).filter { panels[0, $0] == Color(0xFF0000) }
    #expect(rows.count == 40)
    #expect(ink(0..<120, above: rows[0]) && !ink(144..<264, above: rows[0]))
    #expect(ink(0..<120, above: rows[20]))
  }
}
