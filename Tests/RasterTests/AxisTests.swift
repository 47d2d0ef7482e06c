import Testing

@testable import Raster

@Suite struct AxisTests {
  static let ranges: [ClosedRange<Double>] = [
    0...1, -5...5, -2...2, 150.3...210.7, 0.0975...0.1028, 1...1000, 1...48_000, 0...3_000_000,
    -0.00031...0.00007, 1e-12...9e-12, -4.2e11...7e12, 999.999...1000.001, 0...1e-250,
    -1e299...1e299, 4...4.5,
  ]

  @Test(arguments: ranges)
  func ticksAreRoundInsideTheRangeAndSaidByTheirLabels(range: ClosedRange<Double>) throws {
    for most in 2...12 {
      let ticks = Ticks.linear(range, most: most)
      #expect(ticks.values.count <= most && ticks.values.count == ticks.labels.count)
      for (value, label) in zip(ticks.values, ticks.labels) {
        #expect(range.contains(value))
        // Powers of ten are exact up to 10²²; the label is what the tick is.
        let isExact = value == 0 || (abs(value) > 1e-16 && abs(value) < 1e22)
        let said = try number(label)
        #expect(isExact ? value == said : abs(value - said) <= 1e-12 * abs(said), "\(label)")
      }
      for (a, b) in zip(ticks.values, ticks.values.dropFirst()) { #expect(a < b) }
      guard ticks.values.count > 2 else { continue }
      // The step's first significant digit is 1, 2 or 5.
      let step =
        (ticks.values[ticks.values.count - 1] - ticks.values[0])
        / Double(ticks.values.count - 1)
      var digit = step
      while digit >= 9.99 { digit /= 10 }
      while digit < 0.999 { digit *= 10 }
      #expect([1, 2, 5].contains { abs(digit - $0) < 1e-3 }, "step \(step)")
      // One tick more at each end would leave the range.
      #expect(ticks.values[0] - step * 1.001 < range.lowerBound)
    }
  }

  /// Reads a label by Swift's own parser.
  private func number(_ label: String) throws -> Double {
    var text = label.replacing("−", with: "-").replacing(",", with: "")
    for (digit, raised) in "⁰¹²³⁴⁵⁶⁷⁸⁹".enumerated() {
      text = text.replacing(String(raised), with: "\(digit)")
    }
    text = text.replacing("⁻", with: "-").replacing("×10", with: "e")
    return try #require(Double(text), "\(label)")
  }

  @Test func labelsReadAsPeopleWriteThem() {
    #expect(Ticks.linear(0...1, most: 6).labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Ticks.linear(-5...5, most: 6).labels == ["−4", "−2", "0", "2", "4"])
    #expect(
      Ticks.linear(0...40_000, most: 5).labels == ["0", "10,000", "20,000", "30,000", "40,000"])
    #expect(Ticks.linear(0...2e6, most: 3).labels == ["0", "1×10⁶", "2×10⁶"])
    #expect(Ticks.linear(1...3, most: 11, isWhole: true).labels == ["1", "2", "3"])
  }

  @Test func logarithmicTicksArePowersOfTenAndTheirRoundParts() {
    #expect(Ticks.logarithmic(1...100, most: 8).labels == ["1", "2", "5", "10", "20", "50", "100"])
    #expect(Ticks.logarithmic(0.0005...2, most: 4).labels == ["0.001", "0.01", "0.1", "1"])
    #expect(
      Ticks.logarithmic(1e-8...1e8, most: 5).labels == ["10⁻⁸", "10⁻⁴", "1", "10⁴", "10⁸"])
    #expect(Ticks.logarithmic(2.1...2.9, most: 5).labels.count >= 2)
  }

  @Test func binaryLogarithmsAreRight() {
    for exponent in -1000...1000 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(Logarithm.binary(power) == Double(exponent))
    }
    // To 20 digits: 1.5849625007211561815, 3.3219280948873623479 (OEIS A020857, A020862).
    #expect(abs(Logarithm.binary(3) - 1.5849625007211562) < 1e-14)
    #expect(abs(Logarithm.binary(10) - 3.3219280948873623) < 1e-14)
    #expect(abs(Logarithm.binary(1e-5) + 5 * 3.3219280948873623) < 1e-13)
  }

  @Test func degenerateDataGetsARangeOfItsOwn() {
    let axis = Axis("x")
    #expect(axis.resolvedRange(of: [], padding: 0.05) == 0...1)
    for value in [0, 5, -3, 1e-300, 1e12, 0.1] {
      let range = axis.resolvedRange(of: [value, value], padding: 0.05)
      #expect(range.lowerBound < value && value < range.upperBound)
      #expect(Ticks.linear(range, most: 6).values.count >= 2)
    }
    let nearly = axis.resolvedRange(of: [1, 1 + 1e-12], padding: 0)
    #expect(nearly.upperBound - nearly.lowerBound > 0.1)
    #expect(axis.resolvedRange(of: [.nan, 2, .infinity, 4], padding: 0) == 2...4)
    #expect(Axis("", range: 3...3).resolvedRange(of: [], padding: 0).contains(3))
    let logarithmic = Axis("", isLogarithmic: true)
    #expect(logarithmic.resolvedRange(of: [-1, 0, 4, 8], padding: 0) == 4...8)
    #expect(logarithmic.resolvedRange(of: [-1], padding: 0) == 1...10)
    #expect(logarithmic.resolvedRange(of: [7], padding: 0) == 3.5...14)
  }
}
