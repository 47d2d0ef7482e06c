import Foundation

/// Numbers as text, the same in every locale.
package enum NumberText {
  /// The shortest text that reads back as the same double, without a trailing `.0`.
  package static func shortest(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// At most `digits` significant digits, for people; the exact value is in `metrics.json`.
  package static func rounded(_ value: Double, digits: Int = 6) -> String {
    guard value.isFinite else { return shortest(value) }
    // Whole numbers, as counts of digits or parameters, are shown in full.
    if value == value.rounded(), abs(value) < 1e15 { return shortest(value) }
    return String(format: "%.\(digits)g", value)
  }
}
