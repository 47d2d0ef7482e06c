import Foundation

extension BinaryFloatingPoint {
  /// Whether two results are the same: equal bits, or both no number.
  ///
  /// `==` says that NaN differs from itself and that the two zeros are equal; neither is so for who compares
  /// what two runs have left.
  package func isSame(as other: Self) -> Bool {
    self == other ? sign == other.sign : isNaN && other.isNaN
  }
}

extension Array where Element: BinaryFloatingPoint {
  /// Whether all numbers are the same; where not only NaN makes the difference, a single look at the bytes
  /// tells.
  func isSame(as other: Self) -> Bool {
    guard count == other.count else { return false }
    let hasSameBytes = withUnsafeBytes { one in
      other.withUnsafeBytes { two in
        guard let one = one.baseAddress, let bytes = two.baseAddress else { return true }
        return memcmp(one, bytes, two.count) == 0
      }
    }
    return hasSameBytes || zip(self, other).allSatisfy { $0.isSame(as: $1) }
  }
}
