import Raster

/// How densely points lie in the plane.
struct DensityFigure: Figure {
  static let kind = "density"

  /// Counts [rows, columns] over the ranges of the axes, row 0 at the bottom.
  let counts: ArrayReference
  /// The title above; nil for none.
  let title: String?
  /// The axes, with their ranges.
  let x: PlotAxis, y: PlotAxis

  var references: [ArrayReference] { [counts] }

  func check() throws(RenderingError) {
    try FigureLimits.check(texts: [title ?? "", x.label, y.label])
    if x.isLogarithmic || y.isLogarithmic {
      throw RenderingError(figure: "", problem: "the axes of a density are linear")
    }
    if x.range == nil || y.range == nil {
      throw RenderingError(figure: "", problem: "the axes of a density need ranges")
    }
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    let slice = try data.slice(counts)
    guard let counts = slice.integers, slice.shape.count == 2, !counts.isEmpty else {
      throw slice.isNot("integers [rows, columns]", at: self.counts)
    }
    return DensityPlot(
      data.title(title), x: x.axis, y: y.axis, counts: counts, columns: slice.shape[1],
      rows: slice.shape[0]
    ).bitmap()
  }
}

extension FigureSpec {
  /// Counts [rows, columns] over the ranges of both axes, row 0 at the bottom, as shades.
  public static func density(
    _ counts: ArrayReference, title: String? = nil, x: PlotAxis, y: PlotAxis
  ) -> FigureSpec {
    FigureSpec(DensityFigure(counts: counts, title: title, x: x, y: y))
  }
}
