import Digits
import Tensors

extension Tensor {
  /// Images as maps for a convolution: [n, shape.size] becomes [n, height, width, channels].
  public func reshaped(to shape: ImageShape) -> Tensor {
    reshaped([self.shape[0], shape.height, shape.width, shape.channels])
  }
}
