import Kernels
import TestSupport

// Numbers for tests from a generator that shares nothing with the code under test.

/// Steele, Lea and Flood's SplitMix64.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

/// `count` floats of both signs whose magnitudes spread over 2⁻¹⁰ to 2¹⁰, so that sums round.
func roughFloats(_ count: Int, seed: UInt64) -> [Float] {
  var random = SplitMix(state: seed)
  return (0..<count).map { _ in
    let bits = random.next()
    let size = Float(bits >> 40) * 0x1p-24 + 0.5
    let scaled = size * Float(sign: .plus, exponent: Int(bits & 15) - 8, significand: 1)
    return bits & 16 == 0 ? scaled : -scaled
  }
}

/// The distance from an exact value in units of the last place that it would have as a float.
func ulps(_ y: Float, from exact: Double) -> Double {
  if exact.isNaN { return y.isNaN ? 0 : .infinity }
  if y.isNaN { return .infinity }
  if y.isInfinite || Float(exact).isInfinite { return y == Float(exact) ? 0 : .infinity }
  let exponent = max(abs(exact), 0x1p-126).exponent
  let ulp = Double(sign: .plus, exponent: Int(exponent) - 23, significand: 1)
  return abs(Double(y) - exact) / ulp
}

/// The serial base class, and threads in the numbers that every kernel is tested with.
let allWorkers: [Workers] =
  [Workers()] + threadCounts.map { ThreadedWorkers($0) }
