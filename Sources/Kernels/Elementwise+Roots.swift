extension Elementwise {
  /// `output = x / y`.
  public static func divide(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(
          load(x + start, first: width) / load(y + start, first: width), output + start,
          first: width)
      }
    }
  }

  /// `output = √x`.
  public static func squareRoot(
    _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(Elementary.sqrt(load(x + start, first: width)), output + start, first: width)
      }
    }
  }

  /// `output = |x|`.
  public static func absolute(
    _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(load(x + start, first: width).withoutSign, output + start, first: width)
      }
    }
  }

  /// `output` = gradient where x > 0, 0 − gradient where x < 0, +0 where x is ±0: the pullback of `absolute`.
  public static func absolutePullback(
    _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let x = load(x + start, first: width)
        let gradient = load(gradient + start, first: width)
        store(
          gradient.replacing(with: -gradient, where: x .< 0).replacing(with: 0, where: x .== 0),
          output + start, first: width)
      }
    }
  }

  /// `output = log(1 + eˣ)`.
  public static func softplus(
    _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(Elementary.softplus(load(x + start, first: width)), output + start, first: width)
      }
    }
  }
}
