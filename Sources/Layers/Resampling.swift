import Kernels
import Tensors

/// Means over windows of pixels, `same` padding that is not counted.
public final class AveragePooling2D: Layer {
  private let size: Int
  private let stride: Int

  /// Makes a layer with windows of `size` × `size` pixels.
  ///
  /// - Parameters:
  ///   - size: rows and columns of a window, at least 1.
  ///   - stride: the distance between neighbouring windows; nil for `size`.
  public init(size: Int = 2, stride: Int? = nil) {
    self.size = size
    self.stride = stride ?? size
  }

  /// [n, h, w, c] becomes [n, ⌈h / stride⌉, ⌈w / stride⌉, c].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.averagePooled(size: size, stride: stride)
  }
}

/// More rows and columns on all sides: zeros, or the image mirrored in its outermost ones.
public final class Padding2D: Layer {
  private let margin: Int
  private let mode: PaddingMode

  /// Makes a layer that adds `margin` rows and columns on each side.
  public init(_ margin: Int, _ mode: PaddingMode = .zeros) {
    self.margin = margin
    self.mode = mode
  }

  /// [n, h, w, c] becomes [n, h + 2 · margin, w + 2 · margin, c].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.padded(by: margin, mode)
  }
}

/// Images of another size by interpolation, with half-pixel centres.
public final class Resizing: Layer {
  private let height: Int
  private let width: Int
  private let method: Interpolation

  /// Makes a layer that gives images of `height` × `width` pixels.
  public init(height: Int, width: Int, _ method: Interpolation) {
    self.height = height
    self.width = width
    self.method = method
  }

  /// [n, h, w, c] becomes [n, height, width, c].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.resized(height: height, width: width, method)
  }
}

/// Pixels from channels ("sub-pixel convolution" after a convolution; Shi and others, 2016), in TensorFlow's order (`PixelShuffling`).
public final class PixelShuffle: Layer {
  private let scale: Int

  /// Makes a layer that makes images `scale` times as high and wide.
  public init(scale: Int = 2) {
    self.scale = scale
  }

  /// [n, h, w, scale² · c] becomes [n, scale · h, scale · w, c].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.pixelShuffled(scale: scale)
  }
}
