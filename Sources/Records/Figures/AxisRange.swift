import Raster

extension FigureLimits {
  /// The range to be shown of an axis, so that curves fill their plot: of the range that was asked for the part that they
  /// need, where that is less than two thirds of it; and without one the range of all values, or where a few stray so far
  /// that the others would be pressed flat, of all but the hundredth part at either end.
  ///
  /// - Parameters:
  ///   - values: What is drawn.
  ///   - marks: Values for comparison, which stay in sight.
  ///   - axis: The axis, with the range that was asked for.
  /// - Returns: Nil to take the range from the data.
  static func range(of values: [Double], with marks: [Double], on axis: Axis) -> ClosedRange<
    Double
  >? {
    let sorted = values.filter(\.isFinite).sorted()
    guard !axis.isLogarithmic, let least = sorted.first, let greatest = sorted.last else {
      return axis.range
    }
    let margin = sorted.count / 100
    let (low, high) = (sorted[margin], sorted[sorted.count - 1 - margin])
    let strays = greatest - least > 3 * (high - low) && high > low
    // A curve that hardly moves would show rounding as if it were noise.
    let room = max(0.08 * (high - low), 0.02 * max(abs(low), abs(high)), 1e-12)
    var lower = strays ? low - room : least - room, upper = strays ? high + room : greatest + room
    for mark in marks where mark.isFinite {
      lower = min(lower, mark - room)
      upper = max(upper, mark + room)
    }
    guard let asked = axis.range else { return strays ? lower...upper : nil }
    lower = max(lower, asked.lowerBound)
    upper = min(upper, asked.upperBound)
    let isLoose = upper - lower < (asked.upperBound - asked.lowerBound) * 2 / 3
    return isLoose && lower < upper ? lower...upper : asked
  }
}
