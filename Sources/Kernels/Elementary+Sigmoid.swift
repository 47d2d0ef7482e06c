extension Elementary {
  /// The hyperbolic tangent, exactly odd. Error: at most 2 ulp.
  ///
  /// tanh(±0) is ±0; from |x| = 9.02 on the result is ±1.
  @inlinable @inline(__always)
  public static func tanh(_ x: Vector) -> Vector {
    let doubled = 2 * x.withoutSign
    let (n, r) = splitExponent(doubled.replacing(with: 40, where: doubled .> 40))
    // e²ˣ − 1 = 2ⁿ (eʳ − 1) + (2ⁿ − 1), and tanh x = (e²ˣ − 1) / (e²ˣ + 1).
    let scale = Vector(powerOfTwo: n)
    let t = (r * r).times(exponentialTail(r), plus: r).times(scale, plus: scale - 1)
    return Vector(bits: (t / (t + 2)).bits | x.signBit)
  }

  /// The logistic function 1 / (1 + e⁻ˣ). Error: at most 2 ulp, subnormal results included.
  @inlinable @inline(__always)
  public static func sigmoid(_ x: Vector) -> Vector {
    let z = exp(-x.withoutSign)
    return z.replacing(with: 1, where: x .>= 0) / (1 + z)
  }

  /// log(1 + eˣ), which never overflows early. Error: at most 2 ulp.
  ///
  /// For large x it is x, for very negative x it is eˣ; its derivative is `sigmoid`.
  @inlinable @inline(__always)
  public static func softplus(_ x: Vector) -> Vector {
    let tail = log1p(exp(-x.withoutSign))
    return tail + x.replacing(with: 0, where: x .< 0)
  }
}
