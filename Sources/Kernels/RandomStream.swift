/// A named sequence of random numbers in which every element can be computed on its own.
///
/// Element e of step s is word e mod 4 of the Philox4x32-10 block whose counter is ⌊e / 4⌋ (low
/// word, high word) and s (low word, high word), under the stream's key. Nothing is consumed: the
/// same element is the same number whenever, wherever and however often it is drawn.
public struct RandomStream: Sendable, Equatable {
  /// What tells this stream from others.
  public let key: UInt64

  /// Which of the stream's 2⁶⁴ − 1 sequences is drawn from: a training step, an epoch, a frame. The
  /// last, `UInt64.max`, is reserved for deriving children.
  public var step: UInt64

  /// Makes the stream of a key.
  public init(key: UInt64, step: UInt64 = 0) {
    self.key = key
    self.step = step
  }

  /// The same stream at another step.
  public func at(step: UInt64) -> RandomStream { RandomStream(key: key, step: step) }

  /// An independent stream, a function of this one's key and `index`, at the same step.
  ///
  /// Its key is the first two words of the block at counter `index` of the reserved step. So
  /// `stream.at(step: s).child(i)` equals `stream.child(i).at(step: s)`.
  public func child(_ index: UInt64) -> RandomStream {
    let words = Philox.block(Self.counter(block: index, step: .max), key: key)
    return RandomStream(key: UInt64(words[1]) << 32 | UInt64(words[0]), step: step)
  }

  /// Element `element` ≥ 0 as 32 random bits.
  public func bits(_ element: Int) -> UInt32 {
    let block = UInt64(truncatingIfNeeded: element >> 2)
    return Philox.block(Self.counter(block: block, step: step), key: key)[element & 3]
  }

  /// Element `element` ≥ 0 as a uniform number: a multiple of 2⁻²⁴ in [0, 1), from its upper 24 bits.
  public func uniform(_ element: Int) -> Float {
    Float(bits(element) >> 8) * 0x1p-24
  }

  /// Element `element` ≥ 0 as a standard normal number: the quantile at the odd multiple of 2⁻²⁴ that
  /// its upper 23 bits number. Symmetric, never 0, at most 5.42 from 0.
  public func normal(_ element: Int) -> Float {
    Elementary.inverseNormal(Float((bits(element) >> 9) << 1 | 1) * 0x1p-24)
  }

  static func counter(block: UInt64, step: UInt64) -> SIMD4<UInt32> {
    SIMD4(
      UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32),
      UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: step >> 32))
  }
}
