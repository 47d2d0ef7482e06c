import Digits
import Records
import Tensors

extension Lab {
  /// Adds a frame of the manifold to the log: the decoded digits of a square grid side by side.
  ///
  /// - Parameters:
  ///   - name: what is decoded, as in `/manifold/<name>`.
  ///   - images: decoded points with pixels in [0, 1], [side², height · width · channels].
  ///   - step: the epoch, iteration or period.
  ///   - shape: the size of the images; nil for ``imageShape``.
  ///   - line: the line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func manifold(
    _ name: String = "digits", images: Tensor, step: Int, shape: ImageShape? = nil,
    line: Int = #line
  ) {
    let shape = shape ?? imageShape
    let side = Int(Double(images.shape[0]).squareRoot())
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
  ///   - line: the line of the notebook that a message about a mistake names; a helper passes its caller's on.
  ///   - decode: pictures of the labels with pixels in [0, 1], [n, height · width · channels], from codes,
  ///     [n, dimensions].
  public func labelManifolds(
    of labels: [UInt8], dimensions: Int, step: Int, line: Int = #line,
    decode: (_ codes: Tensor, [UInt8]) -> Tensor
  ) {
    let grid = LatentGrid.ofLabels(dimensions: dimensions)
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
  ///   - images: decoded points of a `LatentGrid` with pixels in [0, 1], [side², height · width · channels]; or, where there are
  ///     `axes`, of `Tensor.grid(side:over:)`.
  ///   - axes: the axes over which the points are spread evenly; nil for a `LatentGrid`.
  ///   - isCover: whether the picture stands for the notebook in the index.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func plane(
    _ name: String, _ caption: String, images: Tensor, over axes: [PlotAxis]? = nil,
    isCover: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    let side = Int(Double(images.shape[0]).squareRoot())
    recordPlane(name, images: images, caption, isFromBelow: axes == nil, line)
    let lattice = axes.map { FigureSpec.Lattice(side: side, over: $0) } ?? Self.lattice(side)
    figure(
      name, caption: caption, .image(.whole("planes/\(name)"), lattice: lattice), isCover: isCover,
      line: line, file: file)
  }

  /// The axes of a mosaic of a `LatentGrid`; nil for a single picture.
  static func lattice(_ side: Int) -> FigureSpec.Lattice? {
    side > 1 ? LatentGrid(side: side, dimensions: 2).lattice : nil
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
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  ///   - decode: as for `labelManifolds`.
  public func labelPlanes(
    _ name: String, _ caption: String, of labels: [UInt8], dimensions: Int, isCover: Bool = false,
    line: Int = #line, file: String = #fileID, decode: (_ codes: Tensor, [UInt8]) -> Tensor
  ) {
    // Five planes in a row, with ten images each, are as wide as a page.
    let grid = LatentGrid(side: 10, dimensions: dimensions)
    for label in labels {
      let images = decode(grid.codes, [UInt8](repeating: label, count: grid.side * grid.side))
      recordPlane(
        "label-\(label)", images: images, "Decoded plane of label \(label)", isFromBelow: true, line
      )
    }
    figure(
      name, caption: caption,
      .labelPlanes(labels, lattice: grid.lattice) { .whole("planes/label-\($0)") },
      isCover: isCover,
      line: line, file: file)
  }

  private func recordPlane(
    _ name: String, images: Tensor, _ description: String, isFromBelow: Bool, _ line: Int
  ) {
    let side = Int(Double(images.shape[0]).squareRoot())
    guard let mosaic = mosaic(of: images, imageShape, side: side, line) else { return }
    record(
      mosaic, at: "planes/\(name)", shape: imageShape.mosaic(of: side).dimensions,
      description: "\(description), from the top row of points of the "
        + "\(isFromBelow ? "least second coordinate to that of the greatest" : "greatest second coordinate to that of the least"); "
        + "\(imageShape.levels) [\(imageShape.axes)]", line: line)
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
