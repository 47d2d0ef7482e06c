import Tensors

extension AdversarialContest {
  /// What the average draws from codes [n, latent], as images for pictures and logs: pixels in [0, 1],
  /// [n, height, width, channels].
  public func images(of codes: Tensor) -> Tensor { draw(codes).reshaped(to: shapes.pictures) }

  /// The same in the digits' own size, for measures: [n, height · width · channels].
  public func digits(of codes: Tensor) -> Tensor {
    draw(codes).resized(from: shapes.pictures, to: shapes.digits)
  }
}
