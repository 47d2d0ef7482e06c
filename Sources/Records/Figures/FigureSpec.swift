/// How a figure is drawn from the data sets of the log: a pure function of the record.
public indirect enum FigureSpec: Codable, Equatable, Sendable {
  /// Digits or other small grey images in rows and columns.
  case digits(DigitsSpec)
  /// One grey image as it is, such as a manifold.
  case image(ImageSpec)
  /// Points in the plane.
  case scatter(ScatterSpec)
  /// Curves of metrics over steps.
  case lines(LinesSpec)
  /// How densely points lie in the plane.
  case density(DensitySpec)
  /// Several figures in rows.
  case panels(PanelsSpec)
}

/// Digits or other small grey images in rows and columns.
public struct DigitsSpec: Codable, Equatable, Sendable {
  /// UInt8 […, height, width], 0 background to 255 ink; the axes before the last two are walked in
  /// order, row by row.
  public let images: ArrayReference
  /// Images in a row.
  public let columns: Int
  /// Only the first so many images; nil for all.
  public let count: Int?
  /// The title above; nil for none.
  public let title: String?
  /// A label for every row, or none.
  public let rowLabels: [String]
  /// A label for every column, or none.
  public let columnLabels: [String]
}

/// One grey image as it is.
public struct ImageSpec: Codable, Equatable, Sendable {
  /// UInt8 [height, width], 0 background to 255 ink.
  public let image: ArrayReference
  /// The title above; nil for none.
  public let title: String?
  /// Pixels of the picture for one of the image, in each direction. A picture is shown at half its size.
  public let scale: Int
}

/// How densely points lie in the plane.
public struct DensitySpec: Codable, Equatable, Sendable {
  /// Counts [rows, columns] over the ranges of the axes, row 0 at the bottom.
  public let counts: ArrayReference
  /// The title above; nil for none.
  public let title: String?
  /// The horizontal axis, with its range.
  public let x: PlotAxis
  /// The vertical axis, with its range.
  public let y: PlotAxis
}

/// Several figures in rows.
public struct PanelsSpec: Codable, Equatable, Sendable {
  /// The figures, in reading order.
  public let figures: [FigureSpec]
  /// Figures in a row.
  public let columns: Int
  /// The common title; nil for none.
  public let title: String?
}

/// An axis of a plot.
public struct PlotAxis: Codable, Equatable, Sendable {
  /// What is measured, with its unit.
  public let label: String
  /// The least and the greatest value shown; nil to take them from the data.
  public let range: ClosedRange<Double>?
  /// Whether equal ratios take equal room.
  public let isLogarithmic: Bool

  /// An axis.
  public init(_ label: String, _ range: ClosedRange<Double>? = nil, logarithmic: Bool = false) {
    self.label = label
    self.range = range
    self.isLogarithmic = logarithmic
  }

  /// An axis between values that were computed. Where they are no range, since training went another way than it should,
  /// the axis takes its range from the data.
  public init(_ label: String, from least: Double, to greatest: Double) {
    let isRange = least.isFinite && greatest.isFinite && least < greatest
    self.init(label, isRange ? least...greatest : nil)
  }
}
