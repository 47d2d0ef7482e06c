/// Numbers that break careless code: signed zeros, subnormal and huge numbers, infinities and NaN.
public let awkwardValues: [Float] = [
  0, -0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1, -1, 0.5,
  88.8, -88.8, 104, -104, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
  .infinity, -.infinity, .nan,
]

/// `values` with the awkward ones strewn in at every seventh place, from the fourth on.
public func strewn(_ values: [Float]) -> [Float] {
  values.enumerated().map { index, value in
    index % 7 == 3 ? awkwardValues[index / 7 % awkwardValues.count] : value
  }
}

/// The bit patterns of `values` with one pattern for every NaN, for which NaN an operation makes is not
/// promised.
public func numberBits(_ values: some Sequence<Float>) -> [UInt32] {
  values.map { $0.isNaN ? Float.nan.bitPattern : $0.bitPattern }
}
