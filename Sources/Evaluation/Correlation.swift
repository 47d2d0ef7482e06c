import Kernels

/// Pearson's correlation coefficient of two samples, from −1 to 1, in double precision and in the order of
/// the samples; 0 if one of them does not vary.
public func correlation(_ x: [Double], _ y: [Double]) -> Double {
  require(x.count == y.count, "samples of \(x.count) and \(y.count) numbers")
  let (a, b) = (centered(x), centered(y))
  let scale = (dot(a, a) * dot(b, b)).squareRoot()
  return scale > 0 ? dot(a, b) / scale : 0
}

/// The numbers less their mean.
func centered(_ x: [Double]) -> [Double] {
  let mean = x.reduce(0, +) / Double(max(1, x.count))
  return x.map { $0 - mean }
}

/// Spearman's rank correlation of two samples, from −1 to 1: how far one rises whenever the other does. Equal numbers share
/// the mean of their ranks.
public func rankCorrelation(_ x: [Double], _ y: [Double]) -> Double {
  correlation(ranks(x), ranks(y))
}

/// The rank of each number, from 0.
private func ranks(_ x: [Double]) -> [Double] {
  x.map { number in
    let (less, equal) = (x.count { $0 < number }, x.count { $0 == number })
    return Double(less) + Double(equal - 1) / 2
  }
}
