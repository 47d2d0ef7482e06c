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

/// A data set of the log, whole or one entry of its first axis.
///
/// A string literal is the path of a whole data set.
public struct ArrayReference: Codable, Equatable, Sendable, ExpressibleByStringLiteral {
  /// The path in the log, without a leading `/`.
  public let path: String
  /// Which part of it.
  public let part: Part

  /// Which part of a data set is meant.
  public enum Part: Codable, Equatable, Sendable {
    /// All of it.
    case whole
    /// The last entry of the first axis.
    case last
    /// An entry of the first axis, from 0.
    case entry(Int)
    /// In an animation, the entry of the frame; in a still figure, the last.
    case each
  }

  /// The whole data set at a path.
  public init(stringLiteral path: String) { self.init(path: path, part: .whole) }

  private init(path: String, part: Part) {
    self.path = path
    self.part = part
  }

  /// The whole data set at `path`.
  public static func whole(_ path: String) -> ArrayReference { .init(path: path, part: .whole) }

  /// The last entry along the first axis.
  public static func last(_ path: String) -> ArrayReference { .init(path: path, part: .last) }

  /// The entry `index`, from 0, along the first axis.
  public static func entry(_ index: Int, of path: String) -> ArrayReference {
    .init(path: path, part: .entry(index))
  }

  /// Another entry in every frame of an animation.
  public static func each(_ path: String) -> ArrayReference { .init(path: path, part: .each) }
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
}

/// Points in the plane.
public struct ScatterSpec: Codable, Equatable, Sendable {
  /// The clouds, each with a colour of its own.
  public let clouds: [Cloud]
  /// The title above; nil for none.
  public let title: String?
  /// The horizontal axis.
  public let x: PlotAxis
  /// The vertical axis.
  public let y: PlotAxis
  /// Whether the plot is square, so that a circle is one where both ranges are equal.
  public let isSquare: Bool
  /// Whether each colour's name is also written at the middle of its points.
  public let namesMiddles: Bool

  /// Points of one kind, or of one kind for every label.
  public struct Cloud: Codable, Equatable, Sendable {
    /// The name in the legend; for labelled points, what stands before the label.
    public let name: String
    /// [points, dimensions]; the first two dimensions are drawn.
    public let points: ArrayReference
    /// Integers [points], each value a colour and an entry of the legend; nil for one colour.
    public let labels: ArrayReference?
    /// The two dimensions that are drawn.
    public let dimensions: [Int]

    /// A cloud of points.
    public init(
      _ points: ArrayReference, labels: ArrayReference? = nil, name: String = "",
      dimensions: [Int] = [0, 1]
    ) {
      self.name = name
      self.points = points
      self.labels = labels
      self.dimensions = dimensions
    }
  }
}

/// Curves of metrics over steps.
public struct LinesSpec: Codable, Equatable, Sendable {
  /// The curves.
  public let lines: [Line]
  /// Horizontal lines for comparison.
  public let guides: [Guide]
  /// The title above; nil for none.
  public let title: String?
  /// The horizontal axis.
  public let x: PlotAxis
  /// The vertical axis.
  public let y: PlotAxis

  /// One metric, or two columns of any data sets.
  public struct Line: Codable, Equatable, Sendable {
    /// The name beside the curve.
    public let name: String
    /// The path of the abscissas.
    public let x: String
    /// The path of the ordinates.
    public let y: String
    /// Whether the line is broken.
    public let isDashed: Bool
    /// Whether the line is pale: background to others.
    public let isFaint: Bool
    /// Which of the palette's colours it has, from 0; nil for the next one.
    public let color: Int?

    /// The curve of the metric recorded as `metric`.
    public init(
      _ metric: String, name: String? = nil, dashed: Bool = false, faint: Bool = false,
      color: Int? = nil
    ) {
      self.init(
        x: "metrics/\(metric)/step", y: "metrics/\(metric)/value", name: name ?? metric,
        dashed: dashed, faint: faint, color: color)
    }

    /// A curve through the points of two data sets of one axis.
    public init(
      x: String, y: String, name: String, dashed: Bool = false, faint: Bool = false,
      color: Int? = nil
    ) {
      self.color = color
      self.name = name
      self.x = x
      self.y = y
      self.isDashed = dashed
      self.isFaint = faint
    }
  }

  /// A labelled horizontal line or band.
  public struct Guide: Codable, Equatable, Sendable {
    /// What the values are.
    public let label: String
    /// The band; a line where both ends are equal.
    public let range: ClosedRange<Double>

    /// A horizontal line at `value`.
    public init(_ label: String, at value: Double) {
      self.init(label, from: value...value)
    }

    /// A horizontal band.
    public init(_ label: String, from range: ClosedRange<Double>) {
      self.label = label
      self.range = range
    }
  }
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
}
