import Kernels

/// An orthonormal basis of what `rows` span: each row less its parts along those before it, at unit length
/// (Gram and Schmidt), in double precision.
///
/// The parts are taken away twice, which leaves the basis orthogonal to the last digits (Giraud and others, 2005). A
/// row of which nothing else is left depends on those before it; a random one takes its place, so that there are as
/// many as before.
///
/// - Parameters:
///   - rows: [k, n], k ≤ n.
///   - stream: random directions.
func orthonormalized(_ rows: [[Double]], using stream: RandomStream) -> [[Double]] {
  require(
    rows.allSatisfy { $0.count >= rows.count }, "\(rows.count) rows cannot be independent")
  var basis: [[Double]] = []
  for (index, row) in rows.enumerated() {
    var attempt: UInt64 = 0
    var rest = remainder(of: row, beside: basis)
    while rest == nil {
      let random = stream.child(UInt64(index)).child(attempt)
      rest = remainder(of: row.indices.map { Double(random.normal($0)) }, beside: basis)
      attempt += 1
    }
    if let rest { basis.append(rest) }
  }
  return basis
}

/// `row` without its parts along `basis`, at unit length; nil if no more than rounding is left.
private func remainder(of row: [Double], beside basis: [[Double]]) -> [Double]? {
  let length = dot(row, row).squareRoot()
  var rest = row
  for _ in 0..<2 {
    for direction in basis {
      let part = dot(direction, rest)
      for index in rest.indices { rest[index] -= part * direction[index] }
    }
  }
  let left = dot(rest, rest).squareRoot()
  if left <= 1e-13 * length { return nil }
  return rest.map { $0 / left }
}
