import Tensors

/// A learned vector for each of some classes.
public final class Embedding: Layer {
  /// [class, dimension]
  public let weights: Parameter

  /// Makes vectors of `dimensions` numbers for `classes` classes.
  public init(
    _ classes: Int, _ dimensions: Int, initializer: Initializer = .normal(deviation: 1),
    using seeds: inout Seeds
  ) {
    weights = Parameter(initializer.weights([classes, dimensions], using: &seeds))
  }

  /// The vectors of classes, [classes.count, dimension].
  public func callAsFunction(_ classes: [Int32]) -> Tensor { weights.tensor.rows(at: classes[...]) }

  /// The vectors of one-hot rows, or their weighted sums: [n, class] becomes [n, dimension].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.matrixProduct(with: weights.tensor)
  }

  /// The vectors.
  public var variables: [Variable] { [Variable("weights", weights, axes: "[class, dimension]")] }
}
