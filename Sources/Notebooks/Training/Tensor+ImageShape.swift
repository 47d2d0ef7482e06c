import Digits
import Tensors

extension Tensor {
  /// Images as maps for a convolution: [n, shape.size] becomes [n, height, width, channels].
  public func reshaped(to shape: ImageShape) -> Tensor {
    reshaped([self.shape[0], shape.height, shape.width, shape.channels])
  }

  /// Images of another height and width, bilinearly interpolated: [n, old.size] becomes [n, new.size]. Images of that size
  /// already stay as they are.
  public func resized(from old: ImageShape, to new: ImageShape) -> Tensor {
    if old == new { return self }
    return reshaped(to: old).resized(height: new.height, width: new.width, .bilinear).flattened()
  }
}
