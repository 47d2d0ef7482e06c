/// Logarithms for positions on an axis, from operations that are the same on every machine.
enum Logarithm {
  /// The binary logarithm of a positive number, to about 1e-14: exponent of the number plus the series
  /// ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1)/(m + 1), of its significand m moved to [⅔, 4⁄3].
  static func binary(_ value: Double) -> Double {
    var exponent = Double(value.exponent)
    var significand = value.significand
    if significand > 4.0 / 3 {
      significand /= 2
      exponent += 1
    }
    let s = (significand - 1) / (significand + 1)
    let square = s * s
    var sum = 0.0
    for k in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / k }
    return exponent + 2 * s * sum * 1.4426950408889634
  }
}
