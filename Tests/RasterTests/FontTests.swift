import Testing

@testable import Raster

@Suite struct FontTests {
  static let useful = "×−±²·–—…µσθλβγ∞≤≥≈≠→αδεηκνξπρτφχψωΓΔΘΛΠΣΦΨΩ√∈∂∇°⁰¹³⁻₀₁₂éèöüåñç‖’“”"

  @Test func hasEveryPrintableASCIICharacterAndTheUsefulOthers() {
    for code in UInt8(32)..<127 {
      #expect(Font.contains(Character(UnicodeScalar(code))), "\(code)")
    }
    for character in Self.useful { #expect(Font.contains(character), "\(character)") }
  }

  @Test func everyGlyphLooksDifferent() {
    let same: Set<Character> = ["~", "∼", " "]
    var seen: [(Character, Bitmap)] = []
    for code in UInt8(33)..<127 {
      let character = Character(UnicodeScalar(code))
      guard !same.contains(character) else { continue }
      var canvas = Canvas(width: 60, height: 60)
      canvas.write(TextLine(String(character), Style.title), x: 20, baseline: 40)
      for (other, bitmap) in seen { #expect(bitmap != canvas.bitmap, "\(character) and \(other)") }
      seen.append((character, canvas.bitmap))
    }
  }

  @Test func inkStaysWithinTheMeasuredWidthAndHeight() throws {
    let all = (UInt8(33)..<127).map { Character(UnicodeScalar($0)) } + Array(Self.useful)
    for style in [Style.title, Style.label, Style.title.halved, Style.label.halved] {
      for character in all {
        let text = TextLine(String(character), style)
        var canvas = Canvas(width: 100, height: 100)
        canvas.write(text, x: 40, baseline: 60)
        let ink = try #require(canvas.bitmap.inkBounds(), "\(character)")
        // Heavy dots stand out by less than a pixel.
        #expect(ink.x.lowerBound >= 39 && ink.x.upperBound <= 40 + text.width, "\(character)")
        let top = 60 - style.height - (style.capHeight + 9) / 10 - 1
        #expect(ink.y.lowerBound >= top, "\(character)")
        #expect(ink.y.upperBound <= 60 + style.descent, "\(character)")
      }
    }
  }

  @Test func capitalsStandOnTheBaselineWithSharpEdges() throws {
    for style in [Style.title, Style.label] {
      var canvas = Canvas(width: 100, height: 60)
      canvas.write(TextLine("H", style), x: 10, baseline: 40, .start, Color(grey: 0))
      let ink = try #require(canvas.bitmap.inkBounds())
      #expect(ink.y == 40 - style.height...39)
      #expect(ink.x.lowerBound == 10)
      let row = 40 - style.height / 2 + 4
      let stem = (0..<Int(style.pen)).map { canvas.bitmap[10 + $0, row] }
      #expect(stem.allSatisfy { $0 == Color(grey: 0) })
      #expect(canvas.bitmap[10 + Int(style.pen), row] == Color(grey: 255))
    }
  }

  @Test func widthsAreProportionalButDigitsAreEquallyWide() {
    let style = Style.label
    #expect(TextLine("iiii", style).width < TextLine("mmmm", style).width / 2)
    for pair in ["2", "3", "4", "5", "6", "7", "8", "9", "0"] {
      #expect(TextLine(pair + "0", style).width == TextLine("00", style).width)
    }
    #expect(TextLine("AV", style).width < TextLine("AH", style).width)
  }

  @Test func unknownCharactersAreBoxes() {
    func drawn(_ text: String) -> Bitmap {
      var canvas = Canvas(width: 60, height: 60)
      canvas.write(TextLine(text, Style.title), x: 10, baseline: 40)
      return canvas.bitmap
    }
    #expect(drawn("漢") == drawn("\u{1F600}"))
    #expect(drawn("漢") != drawn("0"))
    #expect(drawn("漢") != drawn(" "))
  }

  @Test func upwardTextIsTheSameInkTurned() {
    let text = TextLine("loss, nats −1.5 (KL)", Style.label)
    var level = Canvas(width: 300, height: 300)
    level.write(text, x: 20, baseline: 60)
    var upright = Canvas(width: 300, height: 300)
    upright.writeUpwards(text, baseline: 60, y: 280, .start)
    var different = 0
    for y in 0..<300 {
      for x in 0..<300 where level.bitmap[x, y] != upright.bitmap[y, 299 - x] { different += 1 }
    }
    #expect(different == 0)
  }

  @Test func longTextIsBrokenNeverCut() {
    let text = "a title that is rather long, with Wortzusammensetzungsungetüm inside"
    for width in [40, 90, 200, 2_000] {
      let block = TextBlock(text, Style.title, width: width)
      #expect(block.width <= width)
    }
    #expect(TextBlock(text, Style.title, width: 2_000).lines.count == 1)
    #expect(TextBlock("", Style.title, width: 100).height == 0)
  }
}
