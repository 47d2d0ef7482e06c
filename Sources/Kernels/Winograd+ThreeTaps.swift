/// F(4, 3): with the points 0, 1, −1, 2, −2 and ∞.
enum ThreeTaps: WinogradFilter {
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
}
