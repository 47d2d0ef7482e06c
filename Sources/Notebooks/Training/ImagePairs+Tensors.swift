import Digits
import Tensors

extension ImagePairs {
  /// The pairs at `indices`, such as a batch's, with pixels in [0, 1], [indices.count, height · width · channels] each.
  public func tensors(at indices: ArraySlice<Int32>) -> (sources: Tensor, targets: Tensor) {
    (sources.tensor(at: indices), targets.tensor(at: indices))
  }
}
