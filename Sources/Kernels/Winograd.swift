/// One of the maps of a minimal filtering algorithm, from some numbers to some others, with its order of operations.
///
/// Lavin and Gray (2015) name the matrices: Bᵀ for inputs, G for kernels, Aᵀ for outputs. The numbers are vectors of
/// those of sixteen channels, each lane for itself.
protocol WinogradMap {
  /// Up to six numbers; those that a map does not have are zero.
  typealias Six = (Vector, Vector, Vector, Vector, Vector, Vector)
  /// The numbers that go in and those that come out, each from two to six.
  static var inputs: Int { get }
  static var outputs: Int { get }
  static func apply(_ numbers: Six) -> Six
}

/// A minimal filtering algorithm F(4, `taps`): four outputs of a kernel of so many elements from `taps` + 3 products.
protocol WinogradFilter {
  /// Bᵀ d: the inputs under four outputs.
  associatedtype Input: WinogradMap
  /// G g: the kernel elements.
  associatedtype Kernel: WinogradMap
  /// Aᵀ m: the products become outputs.
  associatedtype Output: WinogradMap
  /// A y: the gradients of the outputs become those of the products.
  associatedtype OutputGradient: WinogradMap
  /// Gᵀ p: the gradients of the products become those of the kernel elements.
  associatedtype KernelGradient: WinogradMap
}

extension WinogradFilter {
  /// The elements of a kernel in one direction.
  static var taps: Int { Kernel.inputs }
  /// The products of a tile, in both directions.
  static var products: Int { Input.outputs * Input.outputs }
  /// The places under a tile in one direction.
  static var reach: Int { Input.inputs }
}

/// `factor · x + addend` in every lane, rounded once.
@_transparent
func fma(_ factor: Float, _ x: Vector, _ addend: Vector) -> Vector {
  addend.addingProduct(Vector(repeating: factor), x)
}

enum Winograd {
  /// The distance between neighbouring ones of the mapped matrices, of `count` floats each: a whole number of cache lines, and not of
  /// pages, for else the numbers that a map writes would all want the same few lines of the inner cache.
  static func stride(_ count: Int) -> Int { (divideRoundingUp(count, lanes) | 1) * lanes }

  /// Calls `body` with room for what `mapSquare` keeps in between.
  @inline(__always)
  static func withRoom(_ body: (_ room: UnsafeMutablePointer<Vector>) -> Void) {
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: 36) { buffer in
      if let room = buffer.baseAddress { body(room) }
    }
  }

  /// Applies a map down the columns of squares, then along their rows, for `count` neighbouring squares, whose numbers lie side by side.
  ///
  /// The last vector of sixteen or more squares overlaps the one before. (A loop that is given a closure would not be inlined where it
  /// is specialised for a map, and `mapSquare` not in it.)
  static func mapSquares<Map: WinogradMap>(
    _ map: Map.Type, _ source: UnsafePointer<Float>, stride: Int,
    into target: UnsafeMutablePointer<Float>, stride targetStride: Int, count: Int,
    in half: UnsafeMutablePointer<Vector>
  ) {
    guard count >= lanes else {
      return mapSquare(
        map, source, stride: stride, into: target, stride: targetStride, width: count, in: half)
    }
    for start in Swift.stride(from: 0, to: count, by: lanes) {
      let first = min(start, count - lanes)
      mapSquare(
        map, source + first, stride: stride, into: target + first, stride: targetStride,
        width: lanes, in: half)
    }
  }

  /// Applies a map down the columns of a square, then along its rows, for vectors of `width` lanes.
  ///
  /// - Parameters:
  ///   - source: the numbers of a square with as many rows and columns as the map has inputs, in row-major order,
  ///     `stride` floats apart.
  ///   - target: where the numbers of a square go that has as many rows and columns as the map has outputs,
  ///     `targetStride` floats apart.
  @inline(__always)
  private static func mapSquare<Map: WinogradMap>(
    _ map: Map.Type, _ source: UnsafePointer<Float>, stride: Int,
    into target: UnsafeMutablePointer<Float>, stride targetStride: Int, width: Int,
    in half: UnsafeMutablePointer<Vector>
  ) {
    for column in 0..<Map.inputs {
      let top = source + column * stride, step = Map.inputs * stride
      var numbers = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
      numbers.0 = load(top, first: width)
      numbers.1 = load(top + step, first: width)
      if Map.inputs > 2 { numbers.2 = load(top + 2 * step, first: width) }
      if Map.inputs > 3 { numbers.3 = load(top + 3 * step, first: width) }
      if Map.inputs > 4 { numbers.4 = load(top + 4 * step, first: width) }
      if Map.inputs > 5 { numbers.5 = load(top + 5 * step, first: width) }
      let mapped = Map.apply(numbers)
      half[column] = mapped.0
      half[6 + column] = mapped.1
      if Map.outputs > 2 { half[12 + column] = mapped.2 }
      if Map.outputs > 3 { half[18 + column] = mapped.3 }
      if Map.outputs > 4 { half[24 + column] = mapped.4 }
      if Map.outputs > 5 { half[30 + column] = mapped.5 }
    }
    for row in 0..<Map.outputs {
      var numbers = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
      numbers.0 = half[row * 6]
      numbers.1 = half[row * 6 + 1]
      if Map.inputs > 2 { numbers.2 = half[row * 6 + 2] }
      if Map.inputs > 3 { numbers.3 = half[row * 6 + 3] }
      if Map.inputs > 4 { numbers.4 = half[row * 6 + 4] }
      if Map.inputs > 5 { numbers.5 = half[row * 6 + 5] }
      let mapped = Map.apply(numbers)
      let place = target + row * Map.outputs * targetStride
      store(mapped.0, place, first: width)
      store(mapped.1, place + targetStride, first: width)
      if Map.outputs > 2 { store(mapped.2, place + 2 * targetStride, first: width) }
      if Map.outputs > 3 { store(mapped.3, place + 3 * targetStride, first: width) }
      if Map.outputs > 4 { store(mapped.4, place + 4 * targetStride, first: width) }
      if Map.outputs > 5 { store(mapped.5, place + 5 * targetStride, first: width) }
    }
  }
}
