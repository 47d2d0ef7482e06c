import Kernels
import Tensors

extension Lab {
  /// Adds a frame of the manifold to the log: the decoded digits of a square grid side by side.
  ///
  /// - Parameters:
  ///   - name: what is decoded, as in `/manifold/<name>`.
  ///   - images: decoded points with pixels in [0, 1], [side², 784].
  ///   - step: the epoch, iteration or period.
  public func manifold(
    _ name: String = "digits", images: Tensor, step: Int, line: Int = #line
  ) {
    let side = Int(Double(images.shape[0]).squareRoot())
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
      manifold("label-\(label)", images: images, step: step, line: line)
    }
  }

  /// Leaves the manifold in the log as a whole, at `/planes/<name>`, and shows it: `figures/<name>.png`.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - images: decoded points of a `LatentGrid` with pixels in [0, 1], [side², 784].
  ///   - isCover: whether the picture stands for the notebook in the index.
  public func plane(
    _ name: String, _ caption: String, images: Tensor, isCover: Bool = false, line: Int = #line,
    file: String = #fileID
  ) {
    recordPlane(name, images: images, caption, line)
    figure(
      name, caption: caption, .image(.whole("planes/\(name)")), isCover: isCover, line: line,
      file: file)
  }

  /// Leaves every label's manifold in the log as a whole, at `/planes/label-<label>`, and shows them in panels:
  /// `figures/<name>.png`.
  ///
  /// - Parameters:
  ///   - name: the picture's name.
  ///   - caption: what the picture shows, as Markdown.
  ///   - labels: the labels.
  ///   - dimensions: the number of latent coordinates.
  ///   - isCover: whether the picture stands for the notebook in the index.
  ///   - decode: as for `labelManifolds`.
  public func labelPlanes(
    _ name: String, _ caption: String, of labels: [UInt8], dimensions: Int, isCover: Bool = false,
    line: Int = #line, file: String = #fileID, decode: (_ codes: Tensor, [UInt8]) -> Tensor
  ) {
    let grid = LatentGrid(dimensions: dimensions)
    for label in labels {
      let images = decode(grid.codes, [UInt8](repeating: label, count: grid.side * grid.side))
      recordPlane("label-\(label)", images: images, "Decoded plane of label \(label)", line)
    }
    figure(
      name, caption: caption,
      .labelPanels(labels) { .image(.whole("planes/label-\($0)"), scale: 1) }, isCover: isCover,
      line: line, file: file)
  }

  private func recordPlane(
    _ name: String, images: Tensor, _ description: String, _ line: Int
  ) {
    let side = Int(Double(images.shape[0]).squareRoot())
    guard let mosaic = mosaic(of: images, side: side, line) else { return }
    record(
      mosaic, at: "planes/\(name)", shape: [side * 28, side * 28],
      description: "\(description), grey levels [row, column]", line: line)
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
