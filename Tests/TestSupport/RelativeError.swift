/// |actual − expected| / |expected| in the Euclidean norm, in double precision; the plain distance if
/// `expected` is zero everywhere, and infinity if the lengths differ.
public func relativeError(_ actual: [Float], _ expected: [Double]) -> Double {
  if actual.count != expected.count { return .infinity }
  let distance = zip(actual, expected).reduce(0) {
    $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
  }
  let size = expected.reduce(0) { $0 + $1 * $1 }
  return size == 0 ? distance.squareRoot() : (distance / size).squareRoot()
}
