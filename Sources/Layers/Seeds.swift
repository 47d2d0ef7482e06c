import Kernels

/// Hands out one stream after the other, so that each layer draws its initial weights from its own.
public struct Seeds: Sendable {
  private let stream: RandomStream
  private var index: UInt64 = 0

  /// Children of `stream`, from the first one on.
  public init(_ stream: RandomStream) {
    self.stream = stream
  }

  /// The next stream.
  public mutating func next() -> RandomStream {
    defer { index += 1 }
    return stream.child(index)
  }
}
