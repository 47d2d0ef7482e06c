/// The marks of an axis: round numbers inside its range, in ascending order.
struct Ticks: Equatable {
  var values: [Double]
  var labels: [String]

  /// Steps of 1, 2 or 5 times a power of ten, as fine as `most` ticks allow. Where these leave fewer than two,
  /// which say nothing of the scale, 3 and 4 are steps, too: −4, 0 and 4 rather than 0 alone.
  static func linear(_ range: ClosedRange<Double>, most: Int, isWhole: Bool = false) -> Ticks {
    let usual = linear(range, most: most, isWhole: isWhole, factors: [1, 2, 5])
    if usual.values.count >= 2 { return usual }
    let finer = linear(range, most: most, isWhole: isWhole, factors: [1, 2, 3, 4, 5])
    return finer.values.count >= 2 ? finer : usual
  }

  private static func linear(
    _ range: ClosedRange<Double>, most: Int, isWhole: Bool, factors: [Int]
  ) -> Ticks {
    let span = range.upperBound - range.lowerBound
    var exponent = magnitude(of: span) - 2
    if isWhole { exponent = max(exponent, 0) }
    while true {
      for factor in factors {
        let step = Decimal(digits: factor, exponent: exponent).value
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        if last - first + 1 <= Double(most) {
          return ticks(Int(first), Int(last), factor, exponent)
        }
      }
      exponent += 1
    }
  }

  private static func ticks(_ first: Int, _ last: Int, _ factor: Int, _ exponent: Int) -> Ticks {
    guard first <= last else { return Ticks(values: [], labels: []) }
    let marks = (first...last).map { Decimal(digits: $0 * factor, exponent: exponent) }
    let largest = marks.map { $0.digits.magnitude }.max() ?? 0
    let top = exponent + String(largest).count - 1
    // Very large and very small numbers: 2×10⁶, 1.5×10⁻⁵.
    if largest > 0 && (top >= 6 || top < -3) {
      let labels = marks.map { mark in
        mark.digits == 0
          ? "0"
          : Decimal(digits: mark.digits, exponent: exponent - top).text(
            places: max(0, top - exponent))
            + "×" + Decimal.powerText(top)
      }
      return Ticks(values: marks.map(\.value), labels: labels)
    }
    let places = max(0, -exponent)
    return Ticks(values: marks.map(\.value), labels: marks.map { $0.text(places: places) })
  }

  /// Powers of ten, thinned to `most`; with 2 and 5 in between where the range is short, and linear ticks
  /// where it is so short that few of these lie inside. The range is positive.
  static func logarithmic(_ range: ClosedRange<Double>, most: Int) -> Ticks {
    let low = magnitude(of: range.lowerBound)
    let high = magnitude(of: range.upperBound)
    for factors in [[1, 2, 5], [1, 3], [1]] {
      let marks = (low...high).flatMap { exponent in
        factors.map { Decimal(digits: $0, exponent: exponent) }
      }.filter { range.contains($0.value) }
      if marks.count <= most {
        guard marks.count >= 2 else { break }
        return Ticks(values: marks.map(\.value), labels: marks.map(logarithmicLabel))
      }
    }
    guard high - low >= 2 else { return linear(range, most: most) }
    let stride = (high - low) / most + 1
    let marks = (low...high).filter { $0 % stride == 0 }.map { Decimal(digits: 1, exponent: $0) }
      .filter { range.contains($0.value) }
    return Ticks(values: marks.map(\.value), labels: marks.map(logarithmicLabel))
  }

  private static func logarithmicLabel(_ mark: Decimal) -> String {
    if (-3...3).contains(mark.exponent) { return mark.text(places: max(0, -mark.exponent)) }
    let power = Decimal.powerText(mark.exponent)
    return mark.digits == 1 ? power : "\(mark.digits)×\(power)"
  }

  /// A mark in the middle of each category's unit, thinned to `most`.
  static func categories(_ names: [String], most: Int) -> Ticks {
    let stride = (names.count + most - 1) / most
    let shown = names.indices.filter { $0 % max(stride, 1) == 0 }
    return Ticks(values: shown.map { Double($0) + 0.5 }, labels: shown.map { names[$0] })
  }

  /// The exponent of the greatest power of ten that is at most `value`, which is positive.
  static func magnitude(of value: Double) -> Int {
    var exponent = 0
    while Decimal(digits: 1, exponent: exponent + 1).value <= value { exponent += 1 }
    while Decimal(digits: 1, exponent: exponent).value > value && exponent > -300 { exponent -= 1 }
    return exponent
  }
}
