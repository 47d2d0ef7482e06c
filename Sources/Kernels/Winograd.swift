/// One of the maps of the minimal filtering algorithm F(4, 3), from some numbers to some others, with its order of
/// operations.
///
/// Lavin and Gray (2015) name the matrices: Bᵀ for inputs, G for kernels, Aᵀ for outputs. The numbers are vectors of
/// those of sixteen channels, each lane for itself.
protocol WinogradMap {
  /// Up to six numbers; those that a map does not have are zero.
  typealias Six = (Vector, Vector, Vector, Vector, Vector, Vector)
  /// The numbers that go in and those that come out.
  static var inputs: Int { get }
  static var outputs: Int { get }
  static func apply(_ numbers: Six) -> Six
}

enum Winograd {
  /// Bᵀ d: six inputs.
  struct Input: WinogradMap {
    static let inputs = 6, outputs = 6

    @inline(__always)
    static func apply(_ d: Six) -> Six {
      let (a, b) = (fma(-4, d.2, d.4), fma(-4, d.1, d.3))
      let (c, e) = (d.4 - d.2, d.3 - d.1)
      return (
        fma(4, d.0, fma(-5, d.2, d.4)), a + b, a - b, fma(2, e, c), fma(-2, e, c),
        fma(4, d.1, fma(-5, d.3, d.5))
      )
    }
  }

  /// G g: three kernel elements become six.
  struct Kernel: WinogradMap {
    static let inputs = 3, outputs = 6

    @inline(__always)
    static func apply(_ g: Six) -> Six {
      let s = g.0 + g.2
      let (u, v) = (fma(4, g.2, g.0), 2 * g.1)
      return (
        0.25 * g.0, (s + g.1) * (-1 / 6), (s - g.1) * (-1 / 6), (u + v) * (1 / 24),
        (u - v) * (1 / 24), g.2
      )
    }
  }

  /// Aᵀ m: six products become four outputs.
  struct Output: WinogradMap {
    static let inputs = 6, outputs = 4

    @inline(__always)
    static func apply(_ m: Six) -> Six {
      let (a, b) = (m.1 + m.2, m.1 - m.2)
      let (c, d) = (m.3 + m.4, m.3 - m.4)
      return ((m.0 + a) + c, fma(2, d, b), fma(4, c, a), fma(8, d, b) + m.5, Vector(), Vector())
    }
  }

  /// A y: the gradients of four outputs become those of six products.
  struct OutputGradient: WinogradMap {
    static let inputs = 4, outputs = 6

    @inline(__always)
    static func apply(_ y: Six) -> Six {
      let (a, b) = (y.0 + y.2, y.1 + y.3)
      let (c, d) = (fma(4, y.2, y.0), fma(4, y.3, y.1))
      return (y.0, a + b, a - b, fma(2, d, c), fma(-2, d, c), y.3)
    }
  }

  /// Gᵀ p: the gradients of six become those of three kernel elements.
  struct KernelGradient: WinogradMap {
    static let inputs = 6, outputs = 3

    @inline(__always)
    static func apply(_ p: Six) -> Six {
      let (a, b) = (p.1 + p.2, p.2 - p.1)
      let (c, d) = (p.3 + p.4, p.3 - p.4)
      return (
        fma(1 / 24, c, fma(-1 / 6, a, 0.25 * p.0)), fma(1 / 12, d, (1 / 6) * b),
        fma(1 / 6, c - a, p.5), Vector(), Vector(), Vector()
      )
    }
  }

  /// `factor · x + addend` in every lane, rounded once.
  @_transparent
  private static func fma(_ factor: Float, _ x: Vector, _ addend: Vector) -> Vector {
    addend.addingProduct(Vector(repeating: factor), x)
  }

  /// The distance between neighbouring ones of 36 matrices of `count` floats: a whole number of cache lines, and not of
  /// pages, for else the 36 numbers that a map writes would all want the same few lines of the inner cache.
  static func stride(_ count: Int) -> Int { (divideRoundingUp(count, lanes) | 1) * lanes }

  /// Calls `body` with room for what `mapSquare` keeps in between.
  @inline(__always)
  static func withRoom(_ body: (_ room: UnsafeMutablePointer<Vector>) -> Void) {
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: 36) { buffer in
      if let room = buffer.baseAddress { body(room) }
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
  static func mapSquare<Map: WinogradMap>(
    _ map: Map.Type, _ source: UnsafePointer<Float>, stride: Int,
    into target: UnsafeMutablePointer<Float>, stride targetStride: Int, width: Int,
    in half: UnsafeMutablePointer<Vector>
  ) {
    for column in 0..<Map.inputs {
      let top = source + column * stride, step = Map.inputs * stride
      var numbers = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
      numbers.0 = load(top, first: width)
      numbers.1 = load(top + step, first: width)
      numbers.2 = load(top + 2 * step, first: width)
      if Map.inputs > 3 { numbers.3 = load(top + 3 * step, first: width) }
      if Map.inputs > 4 { numbers.4 = load(top + 4 * step, first: width) }
      if Map.inputs > 5 { numbers.5 = load(top + 5 * step, first: width) }
      let mapped = Map.apply(numbers)
      half[column] = mapped.0
      half[6 + column] = mapped.1
      half[12 + column] = mapped.2
      if Map.outputs > 3 { half[18 + column] = mapped.3 }
      if Map.outputs > 4 { half[24 + column] = mapped.4 }
      if Map.outputs > 5 { half[30 + column] = mapped.5 }
    }
    for row in 0..<Map.outputs {
      var numbers = (Vector(), Vector(), Vector(), Vector(), Vector(), Vector())
      numbers.0 = half[row * 6]
      numbers.1 = half[row * 6 + 1]
      numbers.2 = half[row * 6 + 2]
      if Map.inputs > 3 { numbers.3 = half[row * 6 + 3] }
      if Map.inputs > 4 { numbers.4 = half[row * 6 + 4] }
      if Map.inputs > 5 { numbers.5 = half[row * 6 + 5] }
      let mapped = Map.apply(numbers)
      let place = target + row * Map.outputs * targetStride
      store(mapped.0, place, first: width)
      store(mapped.1, place + targetStride, first: width)
      store(mapped.2, place + 2 * targetStride, first: width)
      if Map.outputs > 3 { store(mapped.3, place + 3 * targetStride, first: width) }
      if Map.outputs > 4 { store(mapped.4, place + 4 * targetStride, first: width) }
      if Map.outputs > 5 { store(mapped.5, place + 5 * targetStride, first: width) }
    }
  }
}
