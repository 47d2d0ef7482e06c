/// F(4, 2): with the points 0, 1, −1, 2 and ∞.
enum TwoTaps: WinogradFilter {
  /// Bᵀ d: five inputs.
  struct Input: WinogradMap {
    static let inputs = 5, outputs = 5

    @inline(__always)
    static func apply(_ d: Six) -> Six {
      let (odd, even) = (d.3 - d.1, d.4 - d.2)
      return (
        fma(2, d.0 - d.2, odd), odd - (d.1 + d.2), fma(-3, d.2, fma(2, d.1, d.3)), odd,
        fma(-2, odd, even), Vector()
      )
    }
  }

  /// G g: two kernel elements become five.
  struct Kernel: WinogradMap {
    static let inputs = 2, outputs = 5

    @inline(__always)
    static func apply(_ g: Six) -> Six {
      (
        0.5 * g.0, -0.5 * (g.0 + g.1), (-1 / 6) * (g.0 - g.1), (1 / 6) * fma(2, g.1, g.0), g.1,
        Vector()
      )
    }
  }

  /// Aᵀ m: five products become four outputs.
  struct Output: WinogradMap {
    static let inputs = 5, outputs = 4

    @inline(__always)
    static func apply(_ m: Six) -> Six {
      let (a, b) = (m.1 + m.2, m.1 - m.2)
      return (
        (m.0 + a) + m.3, fma(2, m.3, b), fma(4, m.3, a), fma(8, m.3, b) + m.4, Vector(), Vector()
      )
    }
  }

  /// A y: the gradients of four outputs become those of five products.
  struct OutputGradient: WinogradMap {
    static let inputs = 4, outputs = 5

    @inline(__always)
    static func apply(_ y: Six) -> Six {
      let (a, b) = (y.0 + y.2, y.1 + y.3)
      return (y.0, a + b, a - b, fma(2, fma(4, y.3, y.1), fma(4, y.2, y.0)), y.3, Vector())
    }
  }

  /// Gᵀ p: the gradients of five become those of two kernel elements.
  struct KernelGradient: WinogradMap {
    static let inputs = 5, outputs = 2

    @inline(__always)
    static func apply(_ p: Six) -> Six {
      (
        fma(1 / 6, p.3 - p.2, 0.5 * (p.0 - p.1)),
        fma(1 / 3, p.3, fma(1 / 6, p.2, fma(-0.5, p.1, p.4))), Vector(), Vector(), Vector(),
        Vector()
      )
    }
  }
}
