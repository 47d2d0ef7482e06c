// One number at a time, through the same code as sixteen: the bits are the same by construction.
extension Elementary {
  /// √x. See the vector form.
  @inlinable
  public static func sqrt(_ x: Float) -> Float { sqrt(Vector(repeating: x))[0] }

  /// eˣ. See the vector form.
  @inlinable
  public static func exp(_ x: Float) -> Float { exp(Vector(repeating: x))[0] }

  /// The natural logarithm. See the vector form.
  @inlinable
  public static func log(_ x: Float) -> Float { log(Vector(repeating: x))[0] }

  /// log(1 + x). See the vector form.
  @inlinable
  public static func log1p(_ x: Float) -> Float { log1p(Vector(repeating: x))[0] }

  /// The hyperbolic tangent. See the vector form.
  @inlinable
  public static func tanh(_ x: Float) -> Float { tanh(Vector(repeating: x))[0] }

  /// The logistic function 1 / (1 + e⁻ˣ). See the vector form.
  @inlinable
  public static func sigmoid(_ x: Float) -> Float { sigmoid(Vector(repeating: x))[0] }

  /// log(1 + eˣ). See the vector form.
  @inlinable
  public static func softplus(_ x: Float) -> Float { softplus(Vector(repeating: x))[0] }

  /// The sine of x radians. See the vector form.
  @inlinable
  public static func sin(_ x: Float) -> Float { sin(Vector(repeating: x))[0] }

  /// The cosine of x radians. See the vector form.
  @inlinable
  public static func cos(_ x: Float) -> Float { cos(Vector(repeating: x))[0] }

  /// The standard normal quantile at u. See the vector form.
  @inlinable
  public static func inverseNormal(_ u: Float) -> Float { inverseNormal(Vector(repeating: u))[0] }

  /// Sine and cosine of x full turns, that is of 2πx. See the vector form.
  @inlinable
  public static func sincos(turns x: Float) -> (sin: Float, cos: Float) {
    let (s, c) = sincos(turns: Vector(repeating: x))
    return (s[0], c[0])
  }
}
