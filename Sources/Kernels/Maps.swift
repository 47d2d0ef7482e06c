/// Elementwise functions over buffers, sixteen elements at a time.
///
/// The closures see whole vectors: at the end of a buffer the missing lanes are zeros, whatever a
/// closure makes of them is thrown away, and nothing outside the buffers is read or written. An
/// output may be one of the inputs; otherwise they must not overlap. The closures inline, so
/// `Maps.map(x, to: y, count: n) { Elementary.tanh($0) }` is one loop without calls.
public enum Maps {
  /// Elements a task computes in the forms that take `Workers`.
  public static let taskSize = 16_384

  /// y[i] = f(x[i]) for i in 0..<count.
  @inlinable @inline(__always)
  public static func map(
    _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int,
    _ f: (Vector) -> Vector
  ) {
    var i = 0
    while count &- i >= 16 {
      store(f(load(x + i)), to: y + i)
      i &+= 16
    }
    if i < count {
      let rest = count &- i
      store(f(load(x + i, first: rest)), to: y + i, first: rest)
    }
  }

  /// y[i] = f(a[i], b[i]) for i in 0..<count.
  @inlinable @inline(__always)
  public static func map(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>,
    count: Int, _ f: (Vector, Vector) -> Vector
  ) {
    var i = 0
    while count &- i >= 16 {
      store(f(load(a + i), load(b + i)), to: y + i)
      i &+= 16
    }
    if i < count {
      let rest = count &- i
      store(f(load(a + i, first: rest), load(b + i, first: rest)), to: y + i, first: rest)
    }
  }

  /// y[i] = f(a[i], b[i], c[i]) for i in 0..<count.
  @inlinable @inline(__always)
  public static func map(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
    to y: UnsafeMutablePointer<Float>, count: Int, _ f: (Vector, Vector, Vector) -> Vector
  ) {
    var i = 0
    while count &- i >= 16 {
      store(f(load(a + i), load(b + i), load(c + i)), to: y + i)
      i &+= 16
    }
    if i < count {
      let rest = count &- i
      let lanes = (
        load(a + i, first: rest), load(b + i, first: rest), load(c + i, first: rest)
      )
      store(f(lanes.0, lanes.1, lanes.2), to: y + i, first: rest)
    }
  }

  /// Sixteen elements.
  @inlinable @inline(__always)
  public static func load(_ p: UnsafePointer<Float>) -> Vector {
    UnsafeRawPointer(p).loadUnaligned(as: Vector.self)
  }

  /// The first `count` < 16 elements, then zeros.
  @inlinable @inline(__always)
  public static func load(_ p: UnsafePointer<Float>, first count: Int) -> Vector {
    var v = Vector()
    for lane in 0..<count { v[lane] = p[lane] }
    return v
  }

  /// Writes sixteen elements.
  @inlinable @inline(__always)
  public static func store(_ v: Vector, to p: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(p).storeBytes(of: v, as: Vector.self)
  }

  /// Writes the first `count` < 16 lanes.
  @inlinable @inline(__always)
  public static func store(_ v: Vector, to p: UnsafeMutablePointer<Float>, first count: Int) {
    for lane in 0..<count { p[lane] = v[lane] }
  }
}
