#if SCALAR
  /// Sixteen numbers that are no vector, for the build that proves that vectors change no bit.
  ///
  /// The standard library gives every type of the protocol `SIMD` all operations of `SIMD16`, as loops over
  /// its scalars.
  public struct Sixteen<Scalar: SIMDScalar & Numeric>: SIMD, BitwiseCopyable {
    /// What a comparison of sixteen numbers gives.
    public typealias MaskStorage = Sixteen<Scalar.SIMDMaskScalar>

    @usableFromInline var scalars: InlineArray<16, Scalar>

    /// Zeros.
    @inlinable @inline(__always)
    public init() { scalars = InlineArray(repeating: 0) }

    /// Sixteen.
    @inlinable @inline(__always)
    public var scalarCount: Int { 16 }

    /// The number at place `index`.
    @inlinable @inline(__always)
    public subscript(index: Int) -> Scalar {
      get { scalars[unchecked: index] }
      set { scalars[unchecked: index] = newValue }
    }
  }
#else
  /// Sixteen numbers, one in each lane of a vector.
  public typealias Sixteen = SIMD16
#endif
