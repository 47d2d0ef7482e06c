import Testing

@testable import Raster

@Suite struct AnimationTests {
  private func digits(_ epoch: Int) -> Bitmap {
    var generator = Generator(UInt64(epoch))
    let images = (0..<9 * 784).map { _ in UInt8(generator.bits() & 255) }
    return ImageGrid(images, columns: 3, title: "epoch \(epoch)", scale: 1, gap: 0).bitmap()
  }

  /// The frame that a decoded file shows: over those before it, where it is transparent.
  private func picture(_ gif: GIFDecoder, _ frame: Int) -> Bitmap {
    var indices = gif.frames[0].indices
    for frame in gif.frames[...frame] {
      for (pixel, index) in frame.indices.enumerated() where index != frame.transparent {
        indices[pixel] = index
      }
    }
    return Bitmap(
      width: gif.width, height: gif.height, pixels: indices.flatMap { gif.palette[Int($0)] })
  }

  @Test(arguments: [Animation.Palette.greys(2), .greys(15), .greys(16), .greys(256), .colors])
  func framesAreDecodedAsShown(palette: Animation.Palette) throws {
    let animation = Animation((0..<4).map(digits), delay: 12, palette: palette)
    let gif = try GIFDecoder(animation.gif())
    #expect(gif.frames.count == 4 && gif.loops == 0)
    #expect(gif.width == animation.frames[0].width && gif.height == animation.frames[0].height)
    #expect(gif.frames.map(\.delay) == [12, 12, 12, 200])
    for (index, shown) in animation.shownFrames().enumerated() {
      let frame = gif.frames[index]
      #expect(!frame.hasLocalPalette && frame.disposal <= 1)
      #expect(frame.left == 0 && frame.top == 0)
      #expect(frame.width == gif.width && frame.height == gif.height)
      #expect(picture(gif, index) == shown)
    }
  }

  @Test func equalFramesSurvive() throws {
    let (one, two) = (digits(1), digits(2))
    let gif = try GIFDecoder(Animation([one, one, one, two, two], palette: .greys(16)).gif())
    #expect(gif.frames.count == 5)
    #expect(picture(gif, 0) == picture(gif, 1) && picture(gif, 1) == picture(gif, 2))
    #expect(picture(gif, 2) != picture(gif, 3) && picture(gif, 3) == picture(gif, 4))
    #expect(gif.frames.map(\.delay) == [20, 20, 20, 20, 200])
  }

  @Test(arguments: [(16, true), (255, true), (256, false)])
  func whatStaysIsTransparentWhereAColourIsLeftForIt(levels: Int, isLeft: Bool) throws {
    var second = digits(1)
    second[3, 3] = Color(grey: 255 - second[3, 3].red)
    let animation = Animation([digits(1), second, digits(2)], palette: .greys(levels))
    let gif = try GIFDecoder(animation.gif())
    #expect(gif.frames[0].transparent == nil)
    #expect((gif.frames[1].transparent != nil) == isLeft)
    #expect((0..<3).map { picture(gif, $0) } == animation.shownFrames())
    #expect(try DecodedAnimation(gif: animation.gif()).frames == animation.shownFrames())
  }

  @Test func singleFrameIsHeldTwoSeconds() throws {
    let gif = try GIFDecoder(Animation([digits(1)], palette: .greys(8)).gif())
    #expect(gif.frames.map(\.delay) == [200])
  }

  @Test func greysAreAtMostHalfAStepOff() {
    var ramp = Bitmap(width: 256, height: 1)
    for x in 0..<256 { ramp[x, 0] = Color(grey: UInt8(x)) }
    for levels in [2, 8, 16, 256] {
      let shown = Animation([ramp], palette: .greys(levels)).shownFrames()[0]
      let worst = (0..<256).map { abs(Int(shown[$0, 0].red) - $0) }.max() ?? 0
      #expect(Double(worst) <= 255 / Double(levels - 1) / 2 + 1)
      #expect(shown[0, 0] == Color(grey: 0) && shown[255, 0] == Color(grey: 255))
    }
  }

  @Test func coloursOfPlotsAreKept() {
    let palette = Animation.Palette.colors.colors
    // One is left for what does not change.
    #expect(palette.count < 256)
    for color in Style.classes + [Style.white, Style.ink, Style.axis, Style.grid, Style.quiet] {
      #expect(palette.contains(color))
    }
    let plot = ScatterPlot("Codes", x: Axis("z₁"), y: Axis("z₂"), series: clouds(of: 200)).bitmap()
    let shown = Animation([plot], palette: .colors).shownFrames()[0]
    let errors = zip(plot.pixels, shown.pixels).map { abs(Int($0) - Int($1)) }
    #expect((errors.max() ?? 0) <= 64)
    #expect(Double(errors.reduce(0, +)) / Double(errors.count) < 2)
  }

  @Test func nearestColourIsTheNearest() {
    let colors = Animation.Palette.colors.colors
    let quantizer = Quantizer(colors)
    var generator = Generator(6)
    for _ in 0..<300 {
      let color = Color(UInt32(generator.bits() & 0xFFFFFF))
      func distance(_ other: Color) -> Int {
        let (r, g) = (Int(color.red) - Int(other.red), Int(color.green) - Int(other.green))
        let b = Int(color.blue) - Int(other.blue)
        return 3 * r * r + 4 * g * g + 2 * b * b
      }
      let least = colors.map(distance).min()
      #expect(distance(colors[Int(quantizer.nearest(to: color))]) == least)
    }
  }

  @Test func aTypicalAnimationIsSmall() throws {
    // Blurred blots stand for digits: 25 frames of 15×15.
    let frames = (0..<25).map { frame in
      var images = [UInt8](repeating: 0, count: 225 * 784)
      for digit in 0..<225 {
        for y in 4..<24 {
          for x in 4..<24 {
            let (dx, dy) = (x - 10 - digit % 7 - frame / 10, y - 10 - digit % 5)
            let value = 255 - abs(dx * dx + dy * dy * (1 + digit % 3) - 40) * 5
            images[digit * 784 + y * 28 + x] = UInt8(max(value, 0))
          }
        }
      }
      return ImageGrid(images, columns: 15, title: "epoch \(frame)", scale: 1, gap: 0).bitmap()
    }
    #expect(try Animation(frames, palette: .greys(16)).gif().count < 1_500_000)
  }
}
