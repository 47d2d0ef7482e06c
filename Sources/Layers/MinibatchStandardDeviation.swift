import Kernels
import Tensors

/// One more channel that tells a discriminator how much the examples of a group differ (Karras and others, 2018): the standard
/// deviation of every element over the group, averaged over all elements. Has derivatives of any order.
///
/// A group is made of examples that are n / groupSize apart, as in the paper's code.
public final class MinibatchStandardDeviation: Layer {
  private let groupSize: Int
  private let epsilon: Float

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - groupSize: the examples of a group; a smaller batch is one group.
  ///   - epsilon: added to variances before the root.
  public init(groupSize: Int = 4, epsilon: Float = 1e-8) {
    self.groupSize = groupSize
    self.epsilon = epsilon
  }

  /// [n, …, c] becomes [n, …, c + 1]; n is less than the size of a group or a multiple of it.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    let n = x.shape[0], size = min(groupSize, n)
    require(n % size == 0, "a batch of \(n) is not made of groups of \(size)")
    let groups = x.reshaped([size, n / size, x.count / n])
    let centered = groups - groups.mean(along: [0], keepingAxes: true)
    let deviations = (centered.squared().mean(along: [0]) + epsilon).squareRoot()
    let ofExample = deviations.mean(along: [1]).broadcast(to: [size, n / size])
    let axes = [Int](repeating: 1, count: x.shape.count - 1)
    return x.concatenated(
      with: ofExample.reshaped([n] + axes).broadcast(to: x.shape.dropLast() + [1]))
  }
}
