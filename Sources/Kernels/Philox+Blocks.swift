#if SCALAR
  extension Philox {
    /// The words of four consecutive blocks in order: lane 4b + j is word j of the block whose
    /// counter is `first + b` and `high`.
    static func blocks(from first: UInt64, high: UInt64, key: UInt64) -> Sixteen<UInt32> {
      var words = Sixteen<UInt32>()
      for lane in 0..<16 {
        let counter = RandomStream.counter(block: first &+ UInt64(lane / 4), step: high)
        words[lane] = block(counter, key: key)[lane % 4]
      }
      return words
    }
  }
#else
  extension Philox {
    /// The words of four consecutive blocks in order: lane 4b + j is word j of the block whose
    /// counter is `first + b` and `high`.
    ///
    /// Two 64-bit lanes hold a block: words 0 and 2 in `even`, words 1 and 3 in `odd`, all in the
    /// lower halves, where hardware multiplies 32 by 32 bits. Upper halves hold rubbish.
    @inline(__always)
    static func blocks(from first: UInt64, high: UInt64, key: UInt64) -> Sixteen<UInt32> {
      typealias Words = SIMD8<UInt64>
      let low = Words(repeating: 0xffff_ffff)
      let multipliers = pairs(firstMultiplier, secondMultiplier)
      let increments = pairs(UInt64(firstIncrement), UInt64(secondIncrement))
      var keys = pairs(key, key &>> 32)
      let (b0, b1, b2, b3) = (first, first &+ 1, first &+ 2, first &+ 3)
      var even = Words(b0, high, b1, high, b2, high, b3, high)
      var odd = even &>> Words(repeating: 32)
      for _ in 0..<rounds {
        let p = (even & low) &* multipliers
        let swapped = Words(p[1], p[0], p[3], p[2], p[5], p[4], p[7], p[6])
        even = (swapped &>> Words(repeating: 32)) ^ (odd ^ keys)
        odd = swapped
        keys = keys &+ increments
      }
      let words = (even & low) | (odd &<< Words(repeating: 32))
      return unsafeBitCast(words, to: Sixteen<UInt32>.self)
    }

    @inline(__always)
    private static func pairs(_ a: UInt64, _ b: UInt64) -> SIMD8<UInt64> {
      SIMD8(a, b, a, b, a, b, a, b)
    }
  }
#endif
