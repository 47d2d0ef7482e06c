/// Numbers that break careless code: signed zeros, subnormal and huge numbers, infinities and NaN.
public let awkwardValues: [Float] = [
  0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1, -1, 0.5,
  88.8, -88.8, 104, -104, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
  .infinity, -.infinity, .nan,
]

/// `values` with the awkward ones strewn in at every seventh place, from the fourth on.
public func strewn(_ values: [Float]) -> [Float] {
  values.enumerated().map { index, value in
    index % 7 == 3 ? awkwardValues[index / 7 % awkwardValues.count] : value
  }
}
