extension RandomStream {
  /// A random order of the numbers 0 to n − 1, for n < 2³¹.
  ///
  /// Number i has the 64-bit key with elements 2i (upper half) and 2i + 1 (lower half); the numbers
  /// come in ascending order of their keys, equal keys in ascending order of number. Sorting has no
  /// rejection loop, so the elements drawn depend on n alone.
  public func permutation(_ n: Int) -> [Int32] {
    var order = (0..<n).map { Int32(truncatingIfNeeded: $0) }
    var keys = (0..<n).map { UInt64(bits(2 * $0)) << 32 | UInt64(bits(2 * $0 + 1)) }
    guard n > 1 else { return order }
    // Least significant byte first: every pass is stable and takes the same time.
    var otherOrder = order
    var otherKeys = keys
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      var starts = [Int](repeating: 0, count: 257)
      for key in keys { starts[Int(key >> shift & 255) + 1] += 1 }
      for digit in 1...256 { starts[digit] += starts[digit - 1] }
      for i in 0..<n {
        let digit = Int(keys[i] >> shift & 255)
        otherKeys[starts[digit]] = keys[i]
        otherOrder[starts[digit]] = order[i]
        starts[digit] += 1
      }
      swap(&keys, &otherKeys)
      swap(&order, &otherOrder)
    }
    return order
  }
}
