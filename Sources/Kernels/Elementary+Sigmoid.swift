extension Elementary {
  /// The hyperbolic tangent, exactly odd. Error: at most 1.5 ulp.
  ///
  /// tanh(±0) is ±0; from |x| = 9.02 on the result is ±1.
  @inlinable @_transparent
  public static func tanh(_ x: Vector) -> Vector {
    let size = x.withoutSign
    // |x| < 0.6: |x| + |x|³ P(x²).
    let z = size * size
    var p = z.times(Vector(repeating: -0x1.82ac94p-8), plus: 0x1.54cadap-6)
    p = p.times(z, plus: -0x1.b89b94p-5)
    p = p.times(z, plus: 0x1.1109c2p-3)
    p = p.times(z, plus: -0x1.55553ep-2)
    let small = (size * z).times(p, plus: size)
    // Elsewhere (e²ˣ − 1) / (e²ˣ + 1), where e²ˣ − 1 = 2ⁿ (eʳ − 1) + (2ⁿ − 1).
    let (n, r) = splitExponent((2 * size).replacing(with: 40, where: size .> 20))
    let scale = Vector(powerOfTwo: n)
    let t = (r * r).times(exponentialTail(r), plus: r).times(scale, plus: scale - 1)
    let result = (t / (t + 2)).replacing(with: small, where: size .< 0.6)
    return Vector(bits: result.bits | x.signBit)
  }

  /// The logistic function 1 / (1 + e⁻ˣ). Error: at most 1.5 ulp, subnormal results included.
  @inlinable @_transparent
  public static func sigmoid(_ x: Vector) -> Vector {
    let z = exp(-x.withoutSign)
    let numerator = z.replacing(with: 1, where: x .>= 0)
    let sum = 1 + z
    let lost = (1 - sum) + z
    // One step of refinement takes the rounding of the sum and of the quotient back.
    let inverse = 1 / sum
    let quotient = numerator * inverse
    let rest = (-quotient).times(lost, plus: (-quotient).times(sum, plus: numerator))
    return rest.times(inverse, plus: quotient)
  }

  /// log(1 + eˣ), which never overflows early. Error: at most 1.9 ulp, subnormal results included.
  ///
  /// For large x it is x, for very negative x it is eˣ; its derivative is `sigmoid`.
  @inlinable @_transparent
  public static func softplus(_ x: Vector) -> Vector {
    // With t = e^−|x| in [0, 1] and s = t / (2 + t): log(1 + t) = t − t²/2 + s (t²/2 + R(s²)).
    let t = exp(-x.withoutSign)
    let half = 0.5 * t * t
    let s = t / (2 + t)
    let z = s * s
    var p = z.times(Vector(repeating: 0x1.1ec906p-2), plus: 0x1.1ec070p-2)
    p = p.times(z, plus: 0x1.99d1cap-2)
    p = p.times(z, plus: 0x1.555502p-1)
    let rest = (-s).times(z.times(p, plus: half), plus: half)
    return (x.replacing(with: 0, where: x .< 0) - rest) + t
  }
}
