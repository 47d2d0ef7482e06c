extension Tensor {
  /// Elements in [0, 1] as grey levels from 0 to 255, rounded to nearest; what lies outside is limited.
  public var greyLevels: [UInt8] {
    withElements { $0.map { UInt8(max(0, min(255, ($0 * 255).rounded()))) } }
  }
}
