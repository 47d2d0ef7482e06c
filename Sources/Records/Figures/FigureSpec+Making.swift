extension FigureSpec {
  /// Digits in rows and columns, in the order of the data set.
  ///
  /// - Parameters:
  ///   - images: UInt8 […, height, width], 0 background to 255 ink.
  ///   - columns: Images in a row.
  ///   - count: Only the first so many; nil for all.
  ///   - title: The title above; nil for none.
  ///   - rowLabels: A label for every row, or none.
  ///   - columnLabels: A label for every column, or none.
  public static func digits(
    _ images: ArrayReference, columns: Int, count: Int? = nil, title: String? = nil,
    rowLabels: [String] = [], columnLabels: [String] = []
  ) -> FigureSpec {
    .digits(
      DigitsSpec(
        images: images, columns: columns, count: count, title: title, rowLabels: rowLabels,
        columnLabels: columnLabels))
  }

  /// One grey image as it is: UInt8 [height, width], 0 background to 255 ink; `scale` pixels of the picture for one of
  /// its own, in each direction.
  public static func image(
    _ image: ArrayReference, title: String? = nil, scale: Int = 2
  ) -> FigureSpec {
    .image(ImageSpec(image: image, title: title, scale: scale))
  }

  /// Points [points, dimensions] in one colour, or a colour for every label.
  public static func scatter(
    _ points: ArrayReference, labels: ArrayReference? = nil, title: String? = nil, x: PlotAxis,
    y: PlotAxis, square: Bool = true, namesMiddles: Bool = false
  ) -> FigureSpec {
    .scatter(
      [.init(points, labels: labels)], title: title, x: x, y: y, square: square,
      namesMiddles: namesMiddles)
  }

  /// Several clouds of points on the same axes.
  public static func scatter(
    _ clouds: [ScatterSpec.Cloud], title: String? = nil, x: PlotAxis, y: PlotAxis,
    square: Bool = true, namesMiddles: Bool = false, side: Int? = nil
  ) -> FigureSpec {
    .scatter(
      ScatterSpec(
        clouds: clouds, title: title, x: x, y: y, isSquare: square, namesMiddles: namesMiddles,
        side: side))
  }

  /// Curves over steps, with horizontal lines for comparison.
  public static func lines(
    _ lines: [LinesSpec.Line], guides: [LinesSpec.Guide] = [], title: String? = nil, x: PlotAxis,
    y: PlotAxis
  ) -> FigureSpec {
    .lines(LinesSpec(lines: lines, guides: guides, title: title, x: x, y: y))
  }

  /// Counts [rows, columns] over the ranges of both axes, row 0 at the bottom, as shades.
  public static func density(
    _ counts: ArrayReference, title: String? = nil, x: PlotAxis, y: PlotAxis
  ) -> FigureSpec {
    .density(DensitySpec(counts: counts, title: title, x: x, y: y))
  }

  /// A figure for each label, five in a row, or more where there are so many labels that the picture would grow
  /// much taller than wide.
  public static func labelPanels(
    _ labels: [UInt8], _ figure: (_ label: UInt8) -> FigureSpec
  ) -> FigureSpec {
    .panels(labels.map(figure), columns: max(5, Int(Double(labels.count).squareRoot())))
  }

  /// Figures in rows of `columns`; nil puts all in one row.
  public static func panels(
    _ figures: [FigureSpec], columns: Int? = nil, title: String? = nil
  ) -> FigureSpec {
    .panels(PanelsSpec(figures: figures, columns: columns ?? max(1, figures.count), title: title))
  }
}
