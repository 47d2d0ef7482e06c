import Kernels

/// Pearson's correlation coefficient of two samples, from −1 to 1, in double precision and in the order of
/// the samples; 0 if one of them does not vary.
public func correlation(_ x: [Double], _ y: [Double]) -> Double {
  require(x.count == y.count, "samples of \(x.count) and \(y.count) numbers")
  let (a, b) = (centered(x), centered(y))
  let scale = (dot(a, a) * dot(b, b)).squareRoot()
  return scale > 0 ? dot(a, b) / scale : 0
}

/// The slope of the least-squares line that predicts y from x, in double precision and in the order of the samples; 0 if x does
/// not vary.
public func regressionSlope(from x: [Double], to y: [Double]) -> Double {
  require(x.count == y.count, "samples of \(x.count) and \(y.count) numbers")
  let (a, b) = (centered(x), centered(y))
  let variance = dot(a, a)
  return variance > 0 ? dot(a, b) / variance : 0
}

/// The correlation within labels, each sample less the mean of its label: what is left of a correlation when labels explain
/// none of it.
///
/// - Parameters:
///   - x: [n].
///   - y: [n].
///   - labels: [n].
public func correlation(_ x: [Double], _ y: [Double], within labels: [UInt8]) -> Double {
  require(x.count == labels.count, "\(labels.count) labels of \(x.count) numbers")
  func centered(_ x: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: 256), counts = sums
    for (label, number) in zip(labels, x) {
      sums[Int(label)] += number
      counts[Int(label)] += 1
    }
    return zip(labels, x).map { $1 - sums[Int($0)] / counts[Int($0)] }
  }
  return correlation(centered(x), centered(y))
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
