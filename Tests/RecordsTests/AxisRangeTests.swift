import Raster
import Testing

@testable import Records

struct AxisRangeTests {
  @Test func aRangeThatIsMuchTooWideIsNarrowedToTheCurvesAndTheirMarks() throws {
    let values = (0..<200).map { 0.4 + 0.001 * Double($0) }
    let asked = Axis("nats", range: 0...5)
    let range = try #require(FigureLimits.range(of: values, with: [0.693], on: asked))
    #expect(range.lowerBound > 0.3 && range.lowerBound < 0.4)
    #expect(range.upperBound > 0.693 && range.upperBound < 0.8)
  }

  @Test func aRangeThatFitsStays() {
    let asked = Axis("nats", range: 0...1)
    #expect(FigureLimits.range(of: [0.1, 0.5, 0.95], with: [], on: asked) == 0...1)
    let free = Axis("nats")
    #expect(FigureLimits.range(of: [0.1, 0.5, 0.95], with: [], on: free) == nil)
  }

  @Test func aFewValuesFarAwayDoNotPressTheOthersFlat() throws {
    let values = (0..<300).map { $0 == 7 ? 1000 : Double($0 % 10) }
    let range = try #require(FigureLimits.range(of: values, with: [], on: Axis("loss")))
    #expect(range.lowerBound < 0 && range.upperBound > 9 && range.upperBound < 12)
  }

  @Test func logarithmicAxesAndNoValuesKeepTheirRange() {
    #expect(
      FigureLimits.range(of: [1], with: [], on: Axis("", range: 1...9, isLogarithmic: true))
        == 1...9)
    #expect(FigureLimits.range(of: [.nan], with: [], on: Axis("", range: 0...9)) == 0...9)
  }
}
