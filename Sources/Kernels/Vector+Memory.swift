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
  var done = 0
  #if !SCALAR
    // Images of eight channels are common.
    if count >= Eight.width {
      vector.lowHalf = Eight(pointer)
      done = Eight.width
    }
  #endif
  for lane in done..<count { vector[lane] = pointer[lane] }
  return vector
}

/// Stores the first `count` lanes and touches nothing beyond them.
@inline(__always)
func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>, first count: Int) {
  if count == lanes { return store(vector, pointer) }
  var done = 0
  #if !SCALAR
    if count >= Eight.width {
      vector.lowHalf.store(pointer, first: Eight.width)
      done = Eight.width
    }
  #endif
  for lane in done..<count { pointer[lane] = vector[lane] }
}

/// The same as `load(_:first:)`, for where a part of a vector is rare. The branch for eight lanes is left out: with it,
/// functions that load many vectors get so large that the compiler does not inline them, as happened to Winograd's maps.
@inline(__always)
func load(_ pointer: UnsafePointer<Float>, byLane count: Int) -> Vector {
  if count == lanes { return load(pointer) }
  var vector = Vector()
  for lane in 0..<count { vector[lane] = pointer[lane] }
  return vector
}

/// The same as `store(_:_:first:)`, for where a part of a vector is rare.
@inline(__always)
func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>, byLane count: Int) {
  if count == lanes { return store(vector, pointer) }
  for lane in 0..<count { pointer[lane] = vector[lane] }
}

/// `numerator / denominator`, rounded up.
@inline(__always)
func divideRoundingUp(_ numerator: Int, _ denominator: Int) -> Int {
  (numerator + denominator - 1) / denominator
}
