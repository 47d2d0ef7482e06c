import Kernels
import Tensors

extension Tensor {
  /// Euclidean distances between rows of equal index, [n], added up in double precision.
  ///
  /// - Parameter other: the same shape, [n, m].
  public func distances(to other: Tensor) -> [Double] {
    require(
      shape.count == 2 && shape == other.shape,
      "distances between rows of \(shape) and of \(other.shape)")
    let (rows, width) = (shape[0], shape[1])
    // Some rows at a time: ten thousand pictures are large, and so are their squares.
    return stride(from: 0, to: rows, by: 256).flatMap { start in
      let own = start..<min(start + 256, rows)
      let difference = slice(own, along: 0) - other.slice(own, along: 0)
      let squares = (difference * difference).values
      return (0..<own.count).map { row in
        squares[row * width..<(row + 1) * width].reduce(0) { $0 + Double($1) }.squareRoot()
      }
    }
  }
}

/// The share of places at which `a` is less than `b`, from 0 to 1; both [n], at least one number.
public func shareLess(_ a: [Double], _ b: [Double]) -> Double {
  require(
    a.count == b.count && !a.isEmpty, "\(a.count) numbers compared with \(b.count)")
  return Double(zip(a, b).count { $0 < $1 }) / Double(a.count)
}

/// The share of the length of polylines that lies farther than `distance` from all of some points, from 0 to 1; 0 where they
/// have no length.
///
/// A piece counts as far where its second vertex is.
///
/// - Parameters:
///   - polylines: vertices, [vertices, 2] each.
///   - distance: the Euclidean distance up to which a vertex counts as near.
///   - points: at least one, [points, 2].
public func shareOfLength(
  of polylines: [Tensor], fartherThan distance: Float, from points: Tensor
) -> Double {
  require(
    (polylines + [points]).allSatisfy { $0.shape.count == 2 && $0.shape[1] == 2 },
    "polylines and points in the plane have the shape [n, 2]")
  let (xs, ys) = (points.column(0), points.column(1))
  var (length, far) = (0.0, 0.0)
  for polyline in polylines {
    let vertices = zip(polyline.column(0), polyline.column(1))
    for ((x0, y0), (x, y)) in zip(vertices, vertices.dropFirst()) {
      let piece = Double(((x - x0) * (x - x0) + (y - y0) * (y - y0)).squareRoot())
      let nearest = zip(xs, ys).map { ($0 - x) * ($0 - x) + ($1 - y) * ($1 - y) }.min()
      length += piece
      if let nearest, nearest > distance * distance { far += piece }
    }
  }
  return length > 0 ? far / length : 0
}
