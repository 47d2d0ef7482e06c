import Raster

/// Bars for categories.
struct BarsFigure: Figure {
  static let kind = "bars"

  /// The series, each with a colour of its own.
  let series: [FigureSpec.Bars]
  /// The names under the bars.
  let categories: [String]
  /// The title above; nil for none.
  let title: String?
  /// What the categories are.
  let xLabel: String
  /// The axis of the values.
  let y: PlotAxis

  var references: [ArrayReference] { series.map(\.values) }

  func check() throws(RenderingError) {
    try FigureLimits.check(categories.count, 1...FigureLimits.mostParts, "categories")
    try FigureLimits.check(series.count, 1...64, "series")
    try FigureLimits.check(texts: [title ?? "", xLabel, y.label] + series.map(\.name))
    try FigureLimits.check(texts: categories)
    if y.isLogarithmic { throw RenderingError(figure: "", problem: "the axis of bars is linear") }
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    var drawn: [BarPlot.Series] = []
    for one in series {
      let slice = try data.slice(one.values)
      guard slice.shape == [categories.count] else {
        throw slice.isNot("[\(categories.count)], a value for each category", at: one.values)
      }
      drawn.append(.init(one.name, values: slice.doubles))
    }
    return BarPlot(
      data.title(title), xLabel: xLabel, y: y.axis, categories: categories, series: drawn
    ).bitmap()
  }
}

extension FigureSpec {
  /// Bars of one colour.
  public struct Bars: Codable, Equatable, Sendable {
    /// The name in the legend; empty for no entry.
    public let name: String
    /// Numbers [category].
    public let values: ArrayReference

    /// A series.
    public init(_ values: ArrayReference, name: String = "") {
      self.name = name
      self.values = values
    }
  }

  /// Bars for categories, such as how often each label comes; several series stand side by side.
  ///
  /// - Parameters:
  ///   - series: The values of each series, [category].
  ///   - categories: The names under the bars.
  ///   - title: The title above; nil for none.
  ///   - xLabel: What the categories are.
  ///   - y: The linear axis of the values; without a range it begins at 0.
  public static func bars(
    _ series: [Bars], categories: [String], title: String? = nil, xLabel: String = "", y: PlotAxis
  ) -> FigureSpec {
    FigureSpec(
      BarsFigure(series: series, categories: categories, title: title, xLabel: xLabel, y: y))
  }
}
