/// Maps that compute each element of the output from the elements at the same place, one task after
/// another over the workers. The output may be one of the operands.
public enum Elementwise {
  /// `output = f(x)`.
  @inline(__always)
  static func map(
    _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers, _ f: (Vector) -> Vector
  ) {
    forEachVector(count, on: workers) { start, width in
      store(f(load(x + start, first: width)), output + start, first: width)
    }
  }

  /// `output = f(x, y)`.
  @inline(__always)
  static func map(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers, _ f: (Vector, Vector) -> Vector
  ) {
    forEachVector(count, on: workers) { start, width in
      store(
        f(load(x + start, first: width), load(y + start, first: width)), output + start,
        first: width)
    }
  }

  /// `output = f(x, y, z)`.
  @inline(__always)
  static func map(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ z: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers, _ f: (Vector, Vector, Vector) -> Vector
  ) {
    forEachVector(count, on: workers) { start, width in
      store(
        f(
          load(x + start, first: width), load(y + start, first: width),
          load(z + start, first: width)), output + start, first: width)
    }
  }

  /// `output = x + y`.
  public static func add(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    map(x, y, into: output, count: count, on: workers) { $0 + $1 }
  }

  /// `output = x − y`.
  public static func subtract(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    map(x, y, into: output, count: count, on: workers) { $0 - $1 }
  }

  /// `output = x · y`.
  public static func multiply(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    map(x, y, into: output, count: count, on: workers) { $0 * $1 }
  }

  /// `output = fma(factor, x, offset)`.
  public static func scale(
    _ x: UnsafePointer<Float>, by factor: Float, plus offset: Float,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    let offset = Vector(repeating: offset), factor = Vector(repeating: factor)
    map(x, into: output, count: count, on: workers) { offset.addingProduct(factor, $0) }
  }

  /// `output = eˣ`.
  public static func exp(
    _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers
  ) {
    map(x, into: output, count: count, on: workers) { Elementary.exp($0) }
  }

  /// `output = log(x + offset)`.
  public static func log(
    _ x: UnsafePointer<Float>, plus offset: Float, into output: UnsafeMutablePointer<Float>,
    count: Int, on workers: Workers
  ) {
    map(x, into: output, count: count, on: workers) { Elementary.log($0 + offset) }
  }

  /// `output = gradient / (x + offset)`: the pullback of `log`.
  public static func logPullback(
    _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>, plus offset: Float,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    map(gradient, x, into: output, count: count, on: workers) { $0 / ($1 + offset) }
  }

  /// `output` = x limited to `limits`; a NaN stays.
  public static func clamp(
    _ x: UnsafePointer<Float>, to limits: ClosedRange<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    let lower = Vector(repeating: limits.lowerBound), upper = Vector(repeating: limits.upperBound)
    map(x, into: output, count: count, on: workers) {
      $0.replacing(with: lower, where: $0 .< lower).replacing(with: upper, where: $0 .> upper)
    }
  }

  /// `output` = gradient where x lies inside `limits`, ends included, elsewhere +0.
  public static func clampPullback(
    _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>, to limits: ClosedRange<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    let lower = Vector(repeating: limits.lowerBound), upper = Vector(repeating: limits.upperBound)
    map(gradient, x, into: output, count: count, on: workers) {
      $0.replacing(with: 0, where: ($1 .< lower) .| ($1 .> upper))
    }
  }

  /// `output = activation(x)`.
  public static func activate(
    _ activation: Activation, _ x: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    map(x, into: output, count: count, on: workers) { activation($0) }
  }

  /// The gradient before an activation from the one after it and the activation's `output`.
  public static func activatePullback(
    _ activation: Activation, _ gradient: UnsafePointer<Float>, output: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    map(gradient, output, into: inputGradient, count: count, on: workers) {
      activation.pullback($0, output: $1)
    }
  }
}
