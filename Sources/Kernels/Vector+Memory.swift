/// The number of lanes of a `Vector`.
let lanes = Vector.scalarCount

@inline(__always)
func load(_ pointer: UnsafePointer<Float>) -> Vector {
  UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
}

@inline(__always)
func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: Vector.self)
}

/// The first `count` floats at `pointer`, zeros in the other lanes; reads nothing beyond them.
@inline(__always)
func load(_ pointer: UnsafePointer<Float>, first count: Int) -> Vector {
  if count == lanes { return load(pointer) }
  var vector = Vector()
  for lane in 0..<count { vector[lane] = pointer[lane] }
  return vector
}

/// Stores the first `count` lanes and touches nothing beyond them.
@inline(__always)
func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>, first count: Int) {
  if count == lanes { return store(vector, pointer) }
  for lane in 0..<count { pointer[lane] = vector[lane] }
}

/// The same as `load(_:first:)`, for the channels of a pixel, of which there are often eight.
///
/// Not for all loads: with one more branch in each, functions that load many vectors get so large that the compiler
/// inlines less into them (<doc:Limits>).
@inline(__always)
func load(_ pointer: UnsafePointer<Float>, channels count: Int) -> Vector {
  if count == lanes { return load(pointer) }
  #if !SCALAR
    if count == Eight.width {
      var vector = Vector()
      vector.lowHalf = Eight(pointer)
      return vector
    }
  #endif
  return load(pointer, first: count)
}

/// The same as `store(_:_:first:)`, for the channels of a pixel.
@inline(__always)
func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>, channels count: Int) {
  if count == lanes { return store(vector, pointer) }
  #if !SCALAR
    if count == Eight.width { return vector.lowHalf.store(pointer, first: Eight.width) }
  #endif
  store(vector, pointer, first: count)
}

/// `numerator / denominator`, rounded up.
@inline(__always)
func divideRoundingUp(_ numerator: Int, _ denominator: Int) -> Int {
  (numerator + denominator - 1) / denominator
}
