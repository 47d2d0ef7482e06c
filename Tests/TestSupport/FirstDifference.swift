/// Where two arrays first differ in their bits, as a short text for a failing test; nil if they do not.
///
/// Every NaN counts as the same, for which one an operation makes is not promised.
public func firstDifference(_ actual: [Float], _ expected: [Float]) -> String? {
  if actual.count != expected.count { return "\(actual.count) elements, not \(expected.count)" }
  for (index, (a, b)) in zip(actual, expected).enumerated()
  where a.bitPattern != b.bitPattern && !(a.isNaN && b.isNaN) {
    return "element \(index) of \(actual.count) is \(a), not \(b)"
  }
  return nil
}
