import Kernels

extension Tensor {
  /// Uniform numbers in [0, 1) on the current engine, element `e` of the stream at place `e`.
  public static func uniform(_ shape: [Int], using stream: RandomStream) -> Tensor {
    Tensor(shape) { stream.fillUniform($0, count: shape.reduce(1, *)) }
  }

  /// Standard normal numbers on the current engine, element `e` of the stream at place `e`.
  public static func normal(_ shape: [Int], using stream: RandomStream) -> Tensor {
    Tensor(shape) { stream.fillNormal($0, count: shape.reduce(1, *)) }
  }
}
