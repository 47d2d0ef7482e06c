/// The maps of the minimal filtering algorithm F(4, 3) on vectors of numbers, and their order of operations.
///
/// Lavin and Gray (2015) name the matrices: Bᵀ for inputs, G for kernels, Aᵀ for outputs. Vectors are those of
/// sixteen channels, each lane for itself.
enum Winograd {
  /// Up to six numbers; those that a map does not have are zero.
  typealias Six = (Vector, Vector, Vector, Vector, Vector, Vector)

  /// Bᵀ d: six inputs.
  @inline(__always)
  static func input(_ d: Six) -> Six {
    let (a, b) = (fma(-4, d.2, d.4), fma(-4, d.1, d.3))
    let (c, e) = (d.4 - d.2, d.3 - d.1)
    return (
      fma(4, d.0, fma(-5, d.2, d.4)), a + b, a - b, fma(2, e, c), fma(-2, e, c),
      fma(4, d.1, fma(-5, d.3, d.5))
    )
  }

  /// G g: three kernel elements become six.
  @inline(__always)
  static func kernel(_ g: Six) -> Six {
    let s = g.0 + g.2
    let (u, v) = (fma(4, g.2, g.0), 2 * g.1)
    return (
      0.25 * g.0, (s + g.1) * (-1 / 6), (s - g.1) * (-1 / 6), (u + v) * (1 / 24),
      (u - v) * (1 / 24), g.2
    )
  }

  /// Aᵀ m: six products become four outputs.
  @inline(__always)
  static func output(_ m: Six) -> Six {
    let (a, b) = (m.1 + m.2, m.1 - m.2)
    let (c, d) = (m.3 + m.4, m.3 - m.4)
    return ((m.0 + a) + c, fma(2, d, b), fma(4, c, a), fma(8, d, b) + m.5, Vector(), Vector())
  }

  /// A y: the gradients of four outputs become those of six products.
  @inline(__always)
  static func outputGradient(_ y: Six) -> Six {
    let (a, b) = (y.0 + y.2, y.1 + y.3)
    let (c, d) = (fma(4, y.2, y.0), fma(4, y.3, y.1))
    return (y.0, a + b, a - b, fma(2, d, c), fma(-2, d, c), y.3)
  }

  /// Gᵀ p: the gradients of six become those of three kernel elements.
  @inline(__always)
  static func kernelGradient(_ p: Six) -> Six {
    let (a, b) = (p.1 + p.2, p.2 - p.1)
    let (c, d) = (p.3 + p.4, p.3 - p.4)
    return (
      fma(1 / 24, c, fma(-1 / 6, a, 0.25 * p.0)), fma(1 / 12, d, (1 / 6) * b),
      fma(1 / 6, c - a, p.5), Vector(), Vector(), Vector()
    )
  }

  /// `factor · x + addend` in every lane, rounded once.
  @inline(__always)
  private static func fma(_ factor: Float, _ x: Vector, _ addend: Vector) -> Vector {
    addend.addingProduct(Vector(repeating: factor), x)
  }

  /// For the products inside a task.
  static let serial = Workers()

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

  /// Applies `map`, of `inputs` numbers to `outputs`, down the columns of a square, then along its rows.
  @inline(__always)
  static func mapSquare(
    _ inputs: Int, _ outputs: Int, _ map: (Six) -> Six, in half: UnsafeMutablePointer<Vector>,
    load: (_ row: Int, _ column: Int) -> Vector,
    store: (_ row: Int, _ column: Int, _ value: Vector) -> Void
  ) {
    @inline(__always)
    func six(_ element: (Int) -> Vector) -> Six {
      (
        element(0), element(1), element(2), inputs > 3 ? element(3) : Vector(),
        inputs > 4 ? element(4) : Vector(), inputs > 5 ? element(5) : Vector()
      )
    }
    @inline(__always)
    func forEach(_ values: Six, _ body: (Int, Vector) -> Void) {
      body(0, values.0)
      body(1, values.1)
      body(2, values.2)
      if outputs > 3 { body(3, values.3) }
      if outputs > 4 { body(4, values.4) }
      if outputs > 5 { body(5, values.5) }
    }
    for column in 0..<inputs {
      forEach(map(six { load($0, column) })) { half[$0 * 6 + column] = $1 }
    }
    for row in 0..<outputs {
      forEach(map(six { half[row * 6 + $0] })) { store(row, $0, $1) }
    }
  }
}
