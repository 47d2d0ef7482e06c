import Kernels

extension Tensor {
  /// Means over windows of `size` × `size` pixels with TensorFlow's `same` padding, whose pixels are not counted:
  /// [n, h, w, c] becomes [n, ⌈h / stride⌉, ⌈w / stride⌉, c].
  ///
  /// - Parameters:
  ///   - size: rows and columns of a window, at least 1.
  ///   - stride: the distance between neighbouring windows; nil for `size`.
  public func averagePooled(size: Int = 2, stride: Int? = nil) -> Tensor {
    let stride = stride ?? size
    require(size > 0 && stride > 0, "windows of \(size) pixels, \(stride) apart, cover nothing")
    return mapped(operation: #function) { .averaging($0, size: size, stride: stride) }
      .traced(.averagePooling(size: size, stride: stride), of: [self])
  }

  /// More rows and columns on all four sides: [n, h, w, c] becomes [n, top + h + bottom, left + w + right, c].
  public func padded(
    top: Int, bottom: Int, left: Int, right: Int, _ mode: PaddingMode = .zeros
  ) -> Tensor {
    requireImages()
    return mapped(
      rows: .padding(shape[1], before: top, after: bottom, mode),
      columns: .padding(shape[2], before: left, after: right, mode), operation: #function)
  }

  /// `margin` more rows and columns on each of the four sides.
  public func padded(by margin: Int, _ mode: PaddingMode = .zeros) -> Tensor {
    padded(top: margin, bottom: margin, left: margin, right: margin, mode)
  }

  /// Images of another size by interpolation, with half-pixel centres (see `AxisMap.interpolating`): [n, h, w, c] becomes
  /// [n, height, width, c].
  public func resized(height: Int, width: Int, _ method: Interpolation) -> Tensor {
    requireImages()
    require(height > 0 && width > 0, "images cannot be resized to \(height) × \(width)")
    return mapped(
      rows: .interpolating(shape[1], to: height, method),
      columns: .interpolating(shape[2], to: width, method), operation: #function)
  }

  /// Blocks of pixels from channels, as `PixelShuffling` says: [n, h, w, scale² · c] becomes [n, scale · h, scale · w, c].
  public func pixelShuffled(scale: Int) -> Tensor {
    requireImages()
    require(
      scale > 0 && shape[3] % (scale * scale) == 0,
      "\(shape[3]) channels do not fill blocks of \(scale) × \(scale) pixels")
    let sizes = PixelShuffling(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3] / (scale * scale),
      scale: scale)
    return Tensor.result(
      of: [self], shape: [shape[0], scale * shape[1], scale * shape[2], sizes.channels]
    ) { output in
      engine.compute { sizes.shuffle(pointer, into: output, on: $0) }
    } pullback: { _, gradient, _ in
      [gradient.pixelUnshuffled(scale: scale)]
    }.traced(.pixelShuffle(scale: scale), of: [self])
  }

  /// Channels from blocks of pixels, the inverse of `pixelShuffled`: [n, scale · h, scale · w, c] becomes [n, h, w, scale² · c].
  public func pixelUnshuffled(scale: Int) -> Tensor {
    requireImages()
    require(
      scale > 0 && shape[1] % scale == 0 && shape[2] % scale == 0,
      "images of shape \(shape) are not made of blocks of \(scale) × \(scale) pixels")
    let sizes = PixelShuffling(
      images: shape[0], height: shape[1] / scale, width: shape[2] / scale, channels: shape[3],
      scale: scale)
    return Tensor.result(
      of: [self], shape: [shape[0], sizes.height, sizes.width, scale * scale * shape[3]]
    ) { output in
      engine.compute { sizes.unshuffle(pointer, into: output, on: $0) }
    } pullback: { _, gradient, _ in
      [gradient.pixelShuffled(scale: scale)]
    }
  }

  /// The same map along rows and columns.
  private func mapped(operation: String, _ map: (Int) -> AxisMap) -> Tensor {
    requireImages()
    return mapped(rows: map(shape[1]), columns: map(shape[2]), operation: operation)
  }

  /// A linear map of images; its pullback is the transposed map, so gradients of any order exist.
  private func mapped(rows: AxisMap, columns: AxisMap, operation: String) -> Tensor {
    let map = SeparableMap(images: shape[0], channels: shape[3], rows: rows, columns: columns)
    return Tensor.result(
      of: [self], shape: [shape[0], rows.target, columns.target, shape[3]], operation: operation
    ) { output in
      engine.compute { map(pointer, into: output, on: $0) }
    } pullback: { _, gradient, _ in
      [
        gradient.mapped(
          rows: rows.transposed, columns: columns.transposed, operation: operation)
      ]
    }
  }

  private func requireImages() {
    require(shape.count == 4, "images have the shape [n, height, width, c], not \(shape)")
  }
}
