/// Long sums in one documented order, whose shape depends on the length alone.
///
/// The elements are cut into blocks of 4096. Within a block element i belongs to chain i mod 64;
/// a chain starts at +0 and adds its elements in ascending order. The 64 chains of a block are
/// added by halving: chain c takes chain c + 32, then c + 16, and so on down to one. The blocks'
/// sums are added as a tree that is cut before the greatest power of two below the number of blocks:
/// T(n) = T(p) + T(n − p) with p < n ≤ 2p. Chains that get no element are +0. An empty sum is +0.
///
/// The error is bounded by (75 + log₂ of the number of blocks) · 2⁻²⁴ · Σ|xᵢ|.
public enum Sums {
  /// Elements in a block.
  public static let blockSize = 4096

  /// Σ x[i].
  public static func sum(
    _ x: UnsafePointer<Float>, count: Int, on workers: Workers
  ) -> Float {
    tree(count, on: workers) { start, length in
      block(length) { chain, i in
        chain + load(x + (start &+ i))
      } tail: { chain, i, rest in
        chain + load(x + (start &+ i), first: rest)
      }
    }
  }

  /// Σ x[i] · y[i], every chain one of fma.
  public static func sumOfProducts(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int, on workers: Workers
  ) -> Float {
    tree(count, on: workers) { start, length in
      block(length) { chain, i in
        load(x + (start &+ i)).times(load(y + (start &+ i)), plus: chain)
      } tail: { chain, i, rest in
        load(x + (start &+ i), first: rest)
          .times(load(y + (start &+ i), first: rest), plus: chain)
      }
    }
  }

  /// Σ x[i]², every chain one of fma.
  public static func sumOfSquares(
    _ x: UnsafePointer<Float>, count: Int, on workers: Workers
  ) -> Float {
    sumOfProducts(x, x, count: count, on: workers)
  }

  /// The tree over the blocks; `body(start, length)` is the sum of one block.
  @inline(__always)
  private static func tree(
    _ count: Int, on workers: Workers, _ body: (Int, Int) -> Float
  ) -> Float {
    let blocks = (count + blockSize - 1) / blockSize
    if blocks == 0 { return 0 }
    if blocks == 1 { return body(0, count) }
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: blocks) { sums in
      // Eight blocks a task: enough work to be worth handing out.
      workers.run((blocks + 7) / 8) { task in
        for block in task * 8..<Swift.min(task * 8 + 8, blocks) {
          let start = block * blockSize
          sums[block] = body(start, Swift.min(blockSize, count - start))
        }
      }
      // Adding neighbours at distance 1, 2, 4, … in place is the tree.
      var distance = 1
      while distance < blocks {
        for left in stride(from: 0, to: blocks - distance, by: 2 * distance) {
          sums[left] += sums[left + distance]
        }
        distance *= 2
      }
      return sums[0]
    }
  }

  /// One block: 64 chains in four vectors, then halving.
  @inline(__always)
  private static func block(
    _ length: Int, _ add: (Vector, Int) -> Vector, tail: (Vector, Int, Int) -> Vector
  ) -> Float {
    var (c0, c1, c2, c3) = (Vector(), Vector(), Vector(), Vector())
    var i = 0
    while length &- i >= 64 {
      c0 = add(c0, i)
      c1 = add(c1, i &+ 16)
      c2 = add(c2, i &+ 32)
      c3 = add(c3, i &+ 48)
      i &+= 64
    }
    // Chains never hold −0, so adding a missing element as +0 leaves a chain as it is.
    if i < length { c0 = part(c0, i, length &- i, add, tail) }
    if i &+ 16 < length { c1 = part(c1, i &+ 16, length &- i &- 16, add, tail) }
    if i &+ 32 < length { c2 = part(c2, i &+ 32, length &- i &- 32, add, tail) }
    if i &+ 48 < length { c3 = part(c3, i &+ 48, length &- i &- 48, add, tail) }
    return halved((c0 + c2) + (c1 + c3))
  }

  @inline(__always)
  private static func part(
    _ chain: Vector, _ i: Int, _ rest: Int,
    _ add: (Vector, Int) -> Vector, _ tail: (Vector, Int, Int) -> Vector
  ) -> Vector {
    rest >= 16 ? add(chain, i) : tail(chain, i, rest)
  }

  /// Σ x[i] of at most sixteen elements: a chain for each.
  @inline(__always)
  static func shortSum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    halved(Vector() + load(x, channels: count))
  }

  /// The sum of the lanes: lane i + 8 added to lane i, then i + 4, i + 2 and i + 1.
  @inline(__always)
  private static func halved(_ v: Vector) -> Float {
    var sums = v
    var count = lanes
    while count > 1 {
      count /= 2
      for lane in 0..<count { sums[lane] += sums[lane + count] }
    }
    return sums[0]
  }
}
