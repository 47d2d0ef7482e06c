/// A whole number times a power of ten, so that ticks are exactly what their labels say.
struct Decimal: Equatable {
  var digits: Int
  var exponent: Int

  /// The nearest double: powers up to 10²² are exact, so one rounding is all there is.
  var value: Double {
    exponent >= 0
      ? Double(digits) * Decimal.power(exponent) : Double(digits) / Decimal.power(-exponent)
  }

  /// 10 to a power that is not negative, by multiplication.
  static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// With `places` digits after the point and commas between thousands.
  func text(places: Int) -> String {
    let negative = digits < 0
    var figures = String(digits.magnitude)
    if exponent + places > 0 && digits != 0 {
      figures += String(repeating: "0", count: exponent + places)
    }
    if figures.count <= places {
      figures = String(repeating: "0", count: places + 1 - figures.count) + figures
    }
    var whole = String(figures.dropLast(places))
    let fraction = figures.suffix(places)
    if whole.count > 3 {
      var groups: [Substring] = []
      var rest = Substring(whole)
      while !rest.isEmpty {
        groups.insert(rest.suffix(3), at: 0)
        rest = rest.dropLast(3)
      }
      whole = groups.joined(separator: ",")
    }
    return (negative ? "−" : "") + whole + (places > 0 ? "." + fraction : "")
  }

  /// 10 with a raised exponent.
  static func powerText(_ exponent: Int) -> String {
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let figures = String(exponent.magnitude).compactMap(\.wholeNumberValue).map { raised[$0] }
    return "10" + (exponent < 0 ? "⁻" : "") + String(figures)
  }
}
