import Tensors

/// Sets elements to zero at random while training and scales up the others; inference changes nothing.
public final class Dropout: Layer {
  private let rate: Float

  /// Makes a layer that drops each element with probability `rate`.
  public init(_ rate: Float) {
    self.rate = rate
  }

  /// Drops; the shape stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor {
    guard case .training(let stream) = phase else { return x }
    return x.droppedOut(rate: rate, using: stream)
  }

  /// What a layer before this one may do by itself in its stead; nil where nothing is dropped.
  func dropping(_ phase: Phase) -> Dropping? {
    guard case .training(let stream) = phase else { return nil }
    return Dropping(rate: rate, using: stream)
  }
}
