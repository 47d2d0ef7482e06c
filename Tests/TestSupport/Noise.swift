/// `count` floats in [-1, 1) without a pattern, the same in every run, from a linear congruential
/// generator that shares nothing with the library's streams.
public func noise(_ count: Int, seed: UInt64 = 1) -> [Float] {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int64(state >> 40) - (1 << 23)) / Float(1 << 23)
  }
}

/// The bit patterns of `values`, for comparing exactly: NaN equals NaN and -0 differs from +0.
public func bits(_ values: some Sequence<Float>) -> [UInt32] { values.map(\.bitPattern) }

/// Runs `body` on room for `count` floats, filled with NaN so that an element never written shows.
public func filled(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
  [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
    if let base = buffer.baseAddress {
      base.initialize(repeating: .nan, count: count)
      body(base)
    }
    initialized = count
  }
}
