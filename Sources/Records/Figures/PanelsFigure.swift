import Raster

/// Several figures in rows.
struct PanelsFigure: Figure {
  static let kind = "panels"

  /// The figures, in reading order.
  let figures: [FigureSpec]
  /// Above each figure; fewer than there are figures, or none.
  let captions: [String]
  /// Figures in a row.
  let columns: Int
  /// The common title; nil for none.
  let title: String?

  var references: [ArrayReference] { figures.flatMap(\.figure.references) }

  func check() throws(RenderingError) {
    try FigureLimits.check(figures.count, 1...64, "panels")
    try FigureLimits.check(columns, 1...64, "columns")
    try FigureLimits.check(texts: [title ?? ""] + captions)
    for figure in figures { try figure.figure.check() }
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    var bitmaps: [Bitmap] = []
    // The common title alone names the frame of an animation.
    let panel = data.panel(of: min(columns, figures.count))
    for spec in figures { bitmaps.append(try spec.figure.bitmap(of: panel)) }
    let widest = bitmaps.map(\.width).max() ?? 0, highest = bitmaps.map(\.height).max() ?? 0
    let rows = (bitmaps.count + columns - 1) / columns
    try FigureLimits.check(width: min(columns, bitmaps.count) * widest, height: rows * highest)
    return Panels(data.title(title), bitmaps, captions: captions, columns: columns).bitmap()
  }
}

extension FigureSpec {
  /// A figure for each label, five in a row, or more where there are so many labels that the picture would grow
  /// much taller than wide.
  public static func labelPanels(
    _ labels: [UInt8], _ figure: (_ label: UInt8) -> FigureSpec
  ) -> FigureSpec {
    .panels(labels.map(figure), columns: columns(for: labels))
  }

  /// The decoded planes of all labels, scaled by 1, each below its label; the axes stand on the left and below all.
  ///
  /// - Parameters:
  ///   - labels: The labels.
  ///   - lattice: Where the points of each plane stand.
  ///   - image: The plane of a label, as for `image`.
  public static func labelPlanes(
    _ labels: [UInt8], lattice: Lattice, _ image: (_ label: UInt8) -> ArrayReference
  ) -> FigureSpec {
    let columns = columns(for: labels)
    let planes = labels.enumerated().map { index, label in
      FigureSpec.image(
        image(label), scale: 1, greys: 64,
        lattice: lattice.showing(
          x: index + columns >= labels.count, y: index.isMultiple(of: columns)))
    }
    return .panels(planes, captions: labels.map { "label \($0)" }, columns: columns)
  }

  private static func columns(for labels: [UInt8]) -> Int {
    max(5, Int(Double(labels.count).squareRoot()))
  }

  /// Figures in rows of `columns`, nil for all in one row, each below its caption where it has one.
  public static func panels(
    _ figures: [FigureSpec], captions: [String] = [], columns: Int? = nil, title: String? = nil
  ) -> FigureSpec {
    FigureSpec(
      PanelsFigure(
        figures: figures, captions: captions, columns: columns ?? max(1, figures.count),
        title: title))
  }
}
