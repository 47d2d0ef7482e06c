extension RandomStream {
  /// A random order of the numbers 0 to n − 1, for n < 2³¹.
  ///
  /// Number i has the 64-bit key with elements 2i (upper half) and 2i + 1 (lower half); the numbers
  /// come in ascending order of their keys, equal keys in ascending order of number. Sorting has no
  /// rejection loop, so the elements drawn depend on n alone.
  public func permutation(_ n: Int) -> [Int32] {
    var order = (0..<n).map { Int32(truncatingIfNeeded: $0) }
    guard n > 1 else { return order }
    var keys = permutationKeys(n)
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

  /// The keys of the numbers 0 to n − 1, eight at a time.
  private func permutationKeys(_ n: Int) -> [UInt64] {
    var keys = [UInt64](repeating: 0, count: n)
    var block: UInt64 = 0
    for first in stride(from: 0, to: n, by: 8) {
      let words = Philox.blocks(from: block, high: step, key: key)
      for i in first..<Swift.min(first + 8, n) {
        let lane = 2 * (i - first)
        keys[i] = UInt64(words[lane]) << 32 | UInt64(words[lane + 1])
      }
      block += 4
    }
    return keys
  }
}
