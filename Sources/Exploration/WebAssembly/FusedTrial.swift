import Kernels

/// `sum + a · b` of sixteen lanes, in place, by vectors: for the page to see how this processor computes it.
@_cdecl("fused")
public func fused(
  _ sum: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>
) {
  func vector(_ pointer: UnsafePointer<Float>) -> SIMD16<Float> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<Float>.self)
  }
  UnsafeMutableRawPointer(sum).storeBytes(
    of: vector(sum).addingProduct(vector(a), vector(b)), as: SIMD16<Float>.self)
}
