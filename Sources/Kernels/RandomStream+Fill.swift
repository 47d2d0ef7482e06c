extension RandomStream {
  /// Writes the uniform elements `element..<element + count` to `out`: the same bits as `uniform`.
  public func fillUniform(
    _ out: UnsafeMutablePointer<Float>, count: Int, from element: Int = 0
  ) {
    fill(out, count: count, from: element, Self.uniforms)
  }

  /// Writes the normal elements `element..<element + count` to `out`: the same bits as `normal`.
  public func fillNormal(
    _ out: UnsafeMutablePointer<Float>, count: Int, from element: Int = 0
  ) {
    fill(out, count: count, from: element, Self.normals)
  }

  /// Sixteen uniform numbers from sixteen words.
  @inline(__always)
  private static func uniforms(_ words: Sixteen<UInt32>) -> Vector {
    fractions(words &>> Sixteen(repeating: 8))
  }

  /// Sixteen normal numbers from sixteen words.
  @inline(__always)
  private static func normals(_ words: Sixteen<UInt32>) -> Vector {
    let one = Sixteen<UInt32>(repeating: 1)
    return Elementary.centralInverseNormal(
      fractions((words &>> Sixteen(repeating: 9)) &<< one | one))
  }

  /// n · 2⁻²⁴ for whole numbers n < 2²⁴, exactly.
  ///
  /// Each half of n is put into the low bits of a float whose exponent gives it its weight, and the
  /// leading ones are subtracted: the conversion instruction is not reached from here.
  @inline(__always)
  private static func fractions(_ n: Sixteen<UInt32>) -> Vector {
    let half = Sixteen<UInt32>(repeating: 12)
    let low = n & Sixteen(repeating: 0xfff) | Sixteen(repeating: 0x3f00_0000)
    let high = n &>> half | Sixteen(repeating: 0x4500_0000)
    let coarse = unsafeBitCast(high, to: Vector.self) - Vector(repeating: 0x1p11 + 0x1p-1)
    return coarse + unsafeBitCast(low, to: Vector.self)
  }

  /// Computes four blocks at a time; the first and last may be needed in part only.
  @inline(__always)
  private func fill(
    _ out: UnsafeMutablePointer<Float>, count: Int, from element: Int,
    _ convert: (Sixteen<UInt32>) -> Vector
  ) {
    var block = UInt64(truncatingIfNeeded: element >> 2)
    var done = 0
    let skipped = element & 3
    if skipped != 0 {
      let first = convert(Philox.blocks(from: block, high: step, key: key))
      done = Swift.min(16 - skipped, count)
      for i in 0..<done { out[i] = first[skipped + i] }
      block &+= 4
    }
    while count - done >= 16 {
      let values = convert(Philox.blocks(from: block, high: step, key: key))
      UnsafeMutableRawPointer(out + done).storeBytes(of: values, as: Vector.self)
      done += 16
      block &+= 4
    }
    if done < count {
      let last = convert(Philox.blocks(from: block, high: step, key: key))
      for i in 0..<count - done { out[done + i] = last[i] }
    }
  }
}
