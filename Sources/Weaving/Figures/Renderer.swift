import Raster
import Records

/// Draws the figures of a record; equal records give equal pixels.
package struct Renderer {
  package let record: RunRecord

  package init(record: RunRecord) {
    self.record = record
  }

  /// The picture of `spec`: in `frame` of an animation, which `caption` names, or still where both are
  /// nil.
  func bitmap(
    _ spec: FigureSpec, frame: Int? = nil, caption: String? = nil
  ) throws(RenderingError) -> Bitmap {
    try spec.check()
    return switch spec {
    case .digits(let spec): try grid(spec, frame, caption).bitmap()
    case .image(let spec): try image(spec, frame, caption)
    case .scatter(let spec): try scatter(spec, frame, caption)
    case .lines(let spec): try lines(spec, caption)
    case .density(let spec): try density(spec, frame, caption)
    case .panels(let spec): try panels(spec, frame, caption)
    }
  }

  /// Where the images of a digit grid lie; nil for other figures.
  func cells(
    _ spec: FigureSpec, frame: Int? = nil, caption: String? = nil
  ) throws(RenderingError) -> ImageGrid.Cells? {
    guard case .digits(let spec) = spec else { return nil }
    return try grid(spec, frame, caption).cells
  }

  private func title(_ title: String?, _ caption: String?) -> String {
    [title, caption].compactMap(\.self).joined(separator: ", ")
  }

  private func slice(_ reference: ArrayReference, _ frame: Int?) throws(RenderingError) -> Slice {
    try Slice(reference, frame: frame, in: record)
  }

  private func expected(_ what: String, at path: String, _ slice: Slice) -> RenderingError {
    RenderingError(
      figure: "",
      problem: "\(path) should be \(what), but is \(slice.array.typeName) \(slice.shape)")
  }

  // MARK: - Grey images

  private func grid(
    _ spec: DigitsSpec, _ frame: Int?, _ caption: String?
  ) throws(RenderingError) -> ImageGrid {
    let slice = try slice(spec.images, frame)
    guard let bytes = slice.bytes, slice.shape.count >= 3, !bytes.isEmpty, spec.columns > 0 else {
      throw expected("UInt8 […, height, width]", at: spec.images.path, slice)
    }
    let (height, width) = (slice.shape[slice.shape.count - 2], slice.shape[slice.shape.count - 1])
    let count = min(spec.count ?? .max, bytes.count / (height * width))
    let rows = (count + spec.columns - 1) / spec.columns
    try check(width: spec.columns * (2 * width + 4), height: rows * (2 * height + 4))
    return ImageGrid(
      Array(bytes.prefix(count * height * width)), imageWidth: width, imageHeight: height,
      columns: spec.columns, title: title(spec.title, caption), rowLabels: spec.rowLabels,
      columnLabels: spec.columnLabels)
  }

  private func image(
    _ spec: ImageSpec, _ frame: Int?, _ caption: String?
  ) throws(RenderingError) -> Bitmap {
    let slice = try slice(spec.image, frame)
    guard let bytes = slice.bytes, slice.shape.count == 2, !bytes.isEmpty else {
      throw expected("UInt8 [height, width]", at: spec.image.path, slice)
    }
    try check(width: spec.scale * slice.shape[1], height: spec.scale * slice.shape[0])
    return ImageGrid(
      bytes, imageWidth: slice.shape[1], imageHeight: slice.shape[0], columns: 1,
      title: title(spec.title, caption), scale: spec.scale, gap: 0
    ).bitmap()
  }

  private func check(width: Int, height: Int) throws(RenderingError) {
    let (pixels, isBeyond) = width.multipliedReportingOverflow(by: height)
    if isBeyond || pixels > FigureSpec.mostPixels {
      throw RenderingError(figure: "", problem: "it would have \(width) × \(height) pixels")
    }
  }

  // MARK: - Plots

  private func scatter(
    _ spec: ScatterSpec, _ frame: Int?, _ caption: String?
  ) throws(RenderingError) -> Bitmap {
    var series: [ScatterPlot.Series] = []
    for cloud in spec.clouds {
      let points = try coordinates(cloud, frame)
      guard let reference = cloud.labels else {
        series.append(
          .init(cloud.name, x: points[0], y: points[1], isCurve: cloud.isCurve))
        continue
      }
      let labels = try slice(reference, frame)
      guard let integers = labels.integers, integers.count == points[0].count else {
        throw expected("\(points[0].count) integers", at: reference.path, labels)
      }
      for label in Set(integers).sorted() where (cloud.onlyLabel ?? label) == label {
        let chosen = integers.indices.filter { integers[$0] == label }
        let name =
          if cloud.onlyLabel != nil { cloud.name } else {
            cloud.name.isEmpty ? "\(label)" : "\(cloud.name) \(label)"
          }
        series.append(.init(name, x: chosen.map { points[0][$0] }, y: chosen.map { points[1][$0] }))
      }
    }
    var plot = ScatterPlot(
      title(spec.title, caption), x: try axis(spec.x, of: spec.clouds, 0, isMoving: frame != nil),
      y: try axis(spec.y, of: spec.clouds, 1, isMoving: frame != nil), series: series,
      isSquare: spec.isSquare, namesMedians: spec.namesMiddles)
    if let side = spec.side {
      plot.width = side
      plot.height = side
    }
    return plot.bitmap()
  }

  /// The two drawn coordinates of a cloud's points.
  private func coordinates(
    _ cloud: ScatterSpec.Cloud, _ frame: Int?
  ) throws(RenderingError) -> [[Float]] {
    let slice = try slice(cloud.points, frame)
    guard slice.shape.count == 2, cloud.dimensions.count == 2,
      cloud.dimensions.allSatisfy({ (0..<slice.shape[1]).contains($0) })
    else {
      throw expected(
        "[points, dimensions] with the dimensions \(cloud.dimensions)", at: cloud.points.path, slice
      )
    }
    let values = slice.floats
    return cloud.dimensions.map { dimension in
      stride(from: dimension, to: values.count, by: slice.shape[1]).map { values[$0] }
    }
  }

  /// The axis of a plot. Where the points move, a missing range is that of all frames, so that the
  /// axes stand still.
  private func axis(
    _ axis: PlotAxis, of clouds: [ScatterSpec.Cloud], _ coordinate: Int, isMoving: Bool
  ) throws(RenderingError) -> Axis {
    var range = axis.range
    if range == nil, isMoving {
      var least = Double.infinity
      var greatest = -Double.infinity
      for cloud in clouds {
        let all = try slice(.whole(cloud.points.path), nil)
        guard let width = all.shape.last, cloud.dimensions.count == 2 else { continue }
        let values = all.floats
        for index in stride(from: cloud.dimensions[coordinate], to: values.count, by: width)
        where values[index].isFinite {
          least = min(least, Double(values[index]))
          greatest = max(greatest, Double(values[index]))
        }
      }
      if least < greatest { range = least...greatest }
    }
    return Axis(axis.label, range: range, isLogarithmic: axis.isLogarithmic)
  }

  private func lines(_ spec: LinesSpec, _ caption: String?) throws(RenderingError) -> Bitmap {
    var lines: [LinePlot.Line] = []
    for line in spec.lines {
      let x = try slice(.whole(line.x), nil)
      let y = try slice(.whole(line.y), nil)
      guard x.shape.count == 1, x.shape == y.shape else {
        throw expected("as long as \(line.x), which is \(x.shape)", at: line.y, y)
      }
      lines.append(
        .init(
          line.name, x: x.array.doubles, y: y.array.doubles,
          style: line.isDashed ? .dashed : .solid, isFaint: line.isFaint, color: line.color))
    }
    let guides = spec.guides.map { guide -> LinePlot.Guide in
      guide.range.lowerBound == guide.range.upperBound
        ? .line(guide.range.lowerBound, label: guide.label)
        : .band(guide.range, label: guide.label)
    }
    return LinePlot(
      title(spec.title, caption), x: spec.x.axis, y: spec.y.axis, lines: lines, guides: guides
    ).bitmap()
  }

  private func density(
    _ spec: DensitySpec, _ frame: Int?, _ caption: String?
  ) throws(RenderingError) -> Bitmap {
    let slice = try slice(spec.counts, frame)
    guard let counts = slice.integers, slice.shape.count == 2, !counts.isEmpty else {
      throw expected("integers [rows, columns]", at: spec.counts.path, slice)
    }
    guard spec.x.range != nil, spec.y.range != nil else {
      throw RenderingError(figure: "", problem: "the axes of a density need ranges")
    }
    return DensityPlot(
      title(spec.title, caption), x: spec.x.axis, y: spec.y.axis, counts: counts,
      columns: slice.shape[1], rows: slice.shape[0]
    ).bitmap()
  }

  private func panels(
    _ spec: PanelsSpec, _ frame: Int?, _ caption: String?
  ) throws(RenderingError) -> Bitmap {
    var bitmaps: [Bitmap] = []
    for figure in spec.figures { bitmaps.append(try bitmap(figure, frame: frame)) }
    guard !bitmaps.isEmpty, spec.columns > 0 else {
      throw RenderingError(figure: "", problem: "panels need a figure")
    }
    let widest = bitmaps.map(\.width).max() ?? 0, highest = bitmaps.map(\.height).max() ?? 0
    let rows = (bitmaps.count + spec.columns - 1) / spec.columns
    try check(width: min(spec.columns, bitmaps.count) * widest, height: rows * highest)
    return Panels(title(spec.title, caption), bitmaps, columns: spec.columns).bitmap()
  }
}

extension PlotAxis {
  var axis: Axis { Axis(label, range: range, isLogarithmic: isLogarithmic) }
}
