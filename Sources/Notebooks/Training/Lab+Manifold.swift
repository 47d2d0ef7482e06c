import Kernels
import Tensors

extension Lab {
  /// Adds a frame of the manifold to the log: the decoded digits of a grid side by side.
  ///
  /// - Parameters:
  ///   - name: what is decoded, as in `/manifold/<name>`.
  ///   - images: decoded points with pixels in [0, 1], [side², 784].
  ///   - side: the number of digits along each side.
  ///   - step: the epoch, iteration or period.
  public func manifold(
    _ name: String, images: Tensor, side: Int, step: Int, line: Int = #line
  ) {
    guard let mosaic = mosaic(of: images, side: side, line) else { return }
    manifold(
      name, mosaic, height: side * 28, width: side * 28, step: step, line: line)
  }

  /// Adds a frame of every label's manifold to the log, at `/manifold/label-<label>`: grids small enough for
  /// ten animations.
  ///
  /// - Parameters:
  ///   - labels: the labels.
  ///   - dimensions: the number of latent coordinates.
  ///   - step: the epoch, iteration or period.
  ///   - decode: pictures of the digits of the labels with pixels in [0, 1], [n, 784], from codes, [n, dimensions].
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
  ///   - images: decoded points with pixels in [0, 1], [side², 784].
  ///   - side: the number of digits along each side.
  ///   - description: what it shows, for the log.
  public func plane(
    _ name: String, images: Tensor, side: Int, description: String, line: Int = #line
  ) {
    guard let mosaic = mosaic(of: images, side: side, line) else { return }
    record(
      mosaic, at: "planes/\(name)", shape: [side * 28, side * 28],
      description: "\(description), grey levels [row, column]", line: line)
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
  /// Grey levels of side² digits of 28 × 28 pixels set side by side, row by row.
  private func mosaic(of images: Tensor, side: Int, _ line: Int) -> [UInt8]? {
    let length = 28
    let digits = images.greyLevels
    guard digits.count == side * side * length * length else {
      misuse("\(images.shape) in a grid of \(side) × \(side) digits", line)
      return nil
    }
    var pixels = [UInt8](repeating: 0, count: digits.count)
    for row in 0..<side * length {
      for column in 0..<side {
        let digit = (row / length * side + column) * length * length
        let source = digit + row % length * length
        let target = row * side * length + column * length
        pixels[target..<target + length] = digits[source..<source + length]
      }
    }
    return pixels
  }
}
