// The same maps, in tasks of `taskSize` elements.
extension Maps {
  /// y[i] = f(x[i]) for i in 0..<count.
  @inlinable @inline(__always)
  public static func map(
    _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers, _ f: (Vector) -> Vector
  ) {
    split(count, on: workers) { map(x + $0, to: y + $0, count: $1, f) }
  }

  /// y[i] = f(a[i], b[i]) for i in 0..<count.
  @inlinable @inline(__always)
  public static func map(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>,
    count: Int, on workers: Workers, _ f: (Vector, Vector) -> Vector
  ) {
    split(count, on: workers) { map(a + $0, b + $0, to: y + $0, count: $1, f) }
  }

  /// y[i] = f(a[i], b[i], c[i]) for i in 0..<count.
  @inlinable @inline(__always)
  public static func map(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
    to y: UnsafeMutablePointer<Float>, count: Int, on workers: Workers,
    _ f: (Vector, Vector, Vector) -> Vector
  ) {
    split(count, on: workers) { map(a + $0, b + $0, c + $0, to: y + $0, count: $1, f) }
  }

  /// Calls `body(start, length)` for the consecutive stretches of `taskSize` elements.
  @inlinable @inline(__always)
  public static func split(_ count: Int, on workers: Workers, _ body: (Int, Int) -> Void) {
    let tasks = (count &+ taskSize &- 1) / taskSize
    workers.run(tasks) { task in
      let start = task &* taskSize
      body(start, Swift.min(taskSize, count &- start))
    }
  }
}
