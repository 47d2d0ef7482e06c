import TestSupport
import Testing

@testable import Raster

/// Films, read back by a decoder that knows their description alone.
@Suite struct FilmTests {
  private func isReadBack(_ pictures: [Bitmap]) -> Bool {
    let read = FilmDecoder(Film.bytes(of: pictures)).pictures
    return read.map { Bitmap(width: $0.width, height: $0.height, pixels: $0.pixels) } == pictures
  }

  /// Noise of a few colours and of many: of one, of two, of a whole byte and of one more.
  @Test(arguments: [1, 2, 3, 32, 33, 256, 257, 3000])
  func picturesAreReadBack(colors: Int) {
    var generator = Generator(UInt64(colors))
    let pictures = (0..<3).map { _ in
      let pixels = (0..<61 * 40).flatMap { _ in
        let color = Color(UInt32(generator.bits() % UInt64(colors)) * 65_793 ^ 255)
        return [color.red, color.green, color.blue]
      }
      return Bitmap(width: 61, height: 40, pixels: pixels)
    }
    #expect(isReadBack(pictures))
  }

  @Test func sizesMayDiffer() {
    var generator = Generator(1)
    let sizes = [(1, 1), (40, 3), (3, 40), (17, 17), (1, 1)]
    let pictures = sizes.map { width, height in
      Bitmap(
        width: width, height: height,
        pixels: (0..<3 * width * height).map { _ in generator.bits() % 3 == 0 ? 255 : 9 })
    }
    #expect(isReadBack(pictures))
    #expect(isReadBack([Bitmap(width: 1, height: 1, color: Color(0x123456))]))
  }

  @Test func aPictureThatIsThereAlreadyTakesNextToNothing() {
    var generator = Generator(2)
    let noise = (0..<2).map { _ in
      Bitmap(
        width: 100, height: 100,
        pixels: (0..<10_000).flatMap { _ -> [UInt8] in
          Array(repeating: UInt8(truncatingIfNeeded: generator.bits()), count: 3)
        })
    }
    let once = Film.bytes(of: noise).count
    // Of the two before it, each is compared with the one that it equals.
    #expect(Film.bytes(of: noise + noise + noise).count < once + 400)
  }

  /// Both take less than half the bytes of their PNG files, and less than twice those of one.
  @Test func twoPlotsThatDifferInACurveAreHardlyMoreThanOne() {
    func plot(_ height: Double) -> Bitmap {
      let x = (0...20).map(Double.init)
      return LinePlot(
        "Loss", x: Axis("epoch"), y: Axis("nats", range: 0...3),
        lines: [.init("loss", x: x, y: x.map { height / ($0 + 1) })]
      ).bitmap()
    }
    let plots = [plot(2), plot(2.5)]
    let files = plots.map { PNGFile.bytes(of: $0).count }.reduce(0, +)
    let (one, both) = (Film.bytes(of: [plots[0]]).count, Film.bytes(of: plots).count)
    #expect(2 * both < files && both < 2 * one)
  }
}
