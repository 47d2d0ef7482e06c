import Digits
import Tensors

extension Lab {
  /// Adds a frame of the manifold to the log: the decoded digits of a grid side by side.
  ///
  /// - Parameters:
  ///   - name: what is decoded, as in `/manifold/<name>`.
  ///   - images: decoded points with pixels in [0, 1], [side², height · width · channels].
  ///   - side: the number of images along each side.
  ///   - step: the epoch, iteration or period.
  ///   - shape: the size of the images; nil for ``imageShape``.
  public func manifold(
    _ name: String, images: Tensor, side: Int, step: Int, shape: ImageShape? = nil,
    line: Int = #line
  ) {
    let shape = shape ?? imageShape
    guard let mosaic = mosaic(of: images, shape, side: side, line) else { return }
    manifold(
      name, mosaic, height: side * shape.height, width: side * shape.width,
      channels: shape.channels, step: step, line: line)
  }

  /// Adds a frame of every label's manifold to the log, at `/manifold/label-<label>`: grids small enough for
  /// ten animations.
  ///
  /// - Parameters:
  ///   - labels: the labels.
  ///   - dimensions: the number of latent coordinates.
  ///   - step: the epoch, iteration or period.
  ///   - decode: pictures of the labels with pixels in [0, 1], [n, height · width · channels], from codes,
  ///     [n, dimensions].
  public func labelManifolds(
    of labels: [UInt8], dimensions: Int, step: Int, line: Int = #line,
    decode: (_ codes: Tensor, [UInt8]) -> Tensor
  ) {
    let grid = LatentGrid(side: 8, dimensions: dimensions)
    for label in labels {
      let images = decode(grid.codes, [UInt8](repeating: label, count: grid.side * grid.side))
      manifold("label-\(label)", images: images, side: grid.side, step: step, line: line)
    }
  }

  /// Leaves a manifold in the log as a whole, at `/planes/<name>`.
  ///
  /// - Parameters:
  ///   - name: what is decoded.
  ///   - images: decoded points with pixels in [0, 1], [side², height · width · channels].
  ///   - side: the number of images along each side.
  ///   - description: what it shows, for the log.
  ///   - shape: the size of the images; nil for ``imageShape``.
  public func plane(
    _ name: String, images: Tensor, side: Int, description: String, shape: ImageShape? = nil,
    line: Int = #line
  ) {
    let shape = shape ?? imageShape
    guard let mosaic = mosaic(of: images, shape, side: side, line) else { return }
    record(
      mosaic, at: "planes/\(name)", shape: shape.mosaic(of: side).dimensions,
      description:
        "\(description), \(shape.channels == 1 ? "grey levels" : "levels") [\(shape.axes)]",
      line: line)
  }

  /// Leaves every label's manifold in the log as a whole, at `/planes/label-<label>`.
  ///
  /// - Parameters:
  ///   - labels: the labels.
  ///   - dimensions: the number of latent coordinates.
  ///   - decode: as for `labelManifolds`.
  public func labelPlanes(
    of labels: [UInt8], dimensions: Int, line: Int = #line,
    decode: (_ codes: Tensor, [UInt8]) -> Tensor
  ) {
    let grid = LatentGrid(dimensions: dimensions)
    for label in labels {
      let images = decode(grid.codes, [UInt8](repeating: label, count: grid.side * grid.side))
      plane(
        "label-\(label)", images: images, side: grid.side,
        description: "Decoded plane of label \(label)", line: line)
    }
  }
}

extension Lab {
  /// Levels of side² images set side by side, row by row.
  private func mosaic(
    of images: Tensor, _ shape: ImageShape, side: Int, _ line: Int
  ) -> [UInt8]? {
    let levels = images.greyLevels
    guard levels.count == side * side * shape.size else {
      misuse("\(images.shape) in a grid of \(side) × \(side) images of \(shape)", line)
      return nil
    }
    let length = shape.width * shape.channels
    var pixels = [UInt8](repeating: 0, count: levels.count)
    for row in 0..<side * shape.height {
      for column in 0..<side {
        let image = (row / shape.height * side + column) * shape.size
        let source = image + row % shape.height * length
        let target = (row * side + column) * length
        pixels[target..<target + length] = levels[source..<source + length]
      }
    }
    return pixels
  }
}

extension ImageShape {
  /// The size of `side` × `side` images set side by side.
  fileprivate func mosaic(of side: Int) -> ImageShape {
    ImageShape(height: side * height, width: side * width, channels: channels)
  }
}
