import Foundation
import Testing

@testable import Platform
@testable import Records

@Suite struct JSONTests {
  @Test func sortsKeysByTheirBytesAndIndents() {
    let json = JSON.object([
      "b": .array([.int(1), .null]), "B": .object([:]), "a/b": .bool(true), "ä": .array([]),
      "a": .string("\"\\\n\u{1}é"),
    ])
    #expect(
      json.pretty == """
        {
          "B": {},
          "a": "\\"\\\\\\n\\u0001é",
          "a/b": true,
          "b": [
            1,
            null
          ],
          "ä": []
        }

        """)
    #expect(json.compact == #"{"B":{},"a":"\"\\\n\u0001é","a/b":true,"b":[1,null],"ä":[]}"#)
  }

  @Test(arguments: [
    0.1, 1.0 / 3, Double.leastNonzeroMagnitude, 1.7976931348623157e308, -2.2250738585072014e-308,
    123456789012345680,
    153.39999999999998, Double(Float(0.1)), 0, -0.0, 1, -1,
  ])
  func doublesReadBackAsTheSameBits(value: Double) throws {
    // `strtod` rounds correctly; `JSONSerialization` does not.
    #expect(strtod(JSON.double(value).compact, nil).bitPattern == value.bitPattern)
    let metrics: Metrics.Result = try JSON.decode(
      JSON(encoding: Metrics.Result(value: .double(value), unit: "", description: "")).compact)
    let read: Double =
      switch metrics.value {
      case .double(let value): value
      case .int(let value): Double(value)
      default: .nan
      }
    #expect(read.bitPattern == value.bitPattern)
  }

  @Test func equalTextsAreEqualValues() throws {
    let values: [JSON] = [
      .double(.nan), .double(-.nan), .double(.infinity), .double(-0.0), .double(1.5),
      .array([.double(.nan)]), .object(["a": .double(.nan)]),
    ]
    for value in values { #expect(value == value) }
    #expect(JSON.double(-.nan) == .double(.nan) && JSON.double(-0.0) != .double(0))
    #expect(Scalar.double(-.nan) == .double(.nan) && Scalar.double(-0.0) != .double(0))
    // Read from a file:
    let read: [JSON] = try JSON.decode("[-0.0, 0.0, -0, 0, \"NaN\", \"NaN\", \"Infinity\"]")
    #expect(
      read == [
        .double(-0.0), .int(0), .double(-0.0), .int(0), .string("NaN"), .string("NaN"),
        .string("Infinity"),
      ])
    #expect(read[4].number?.isNaN == true && read[6].number == .infinity)
  }

  @Test func hasWordsForWhatJSONHasNoNumbersFor() {
    let json = JSON.array([.double(.nan), .double(.infinity), .double(-.infinity)])
    #expect(json.compact == #"["NaN","Infinity","-Infinity"]"#)
  }

  @Test func numbersForPeopleHaveSixDigits() {
    #expect(NumberText.rounded(153.39999999) == "153.4")
    #expect(NumberText.rounded(10_000) == "10000")
    #expect(NumberText.rounded(0.000123456789) == "0.000123457")
    #expect(NumberText.shortest(1e-4) == "0.0001")
    #expect(NumberText.shortest(60) == "60")
  }
}
