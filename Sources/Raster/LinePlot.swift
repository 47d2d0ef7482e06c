import Kernels

/// Curves over a common axis, named at their ends or, where that would crowd, in a legend above.
public struct LinePlot: Sendable {
  /// One curve.
  public struct Line: Sendable {
    /// How the curve is drawn.
    public enum Style: Sendable, Equatable {
      /// Without gaps.
      case solid
      /// In dashes.
      case dashed
    }

    /// What the curve shows; without a name it has no label.
    public var name: String
    /// Coordinates, equally many; the curve is broken where they are not finite.
    public var x: [Double], y: [Double]
    /// Half the height of a band about the curve at each point, as of a standard deviation; nil for no band.
    public var spread: [Double]?
    /// Solid or dashed.
    public var style: Style
    /// Whether the curve stays in the background, as raw values behind their mean do.
    public var isFaint: Bool
    /// The index of the colour in `Style.classes`; nil takes the next one.
    public var color: Int?

    /// A curve.
    public init(
      _ name: String, x: [Double], y: [Double], spread: [Double]? = nil, style: Style = .solid,
      isFaint: Bool = false, color: Int? = nil
    ) {
      require(
        x.count == y.count && spread.map { $0.count == y.count } != false,
        "line \(name) has \(x.count) x, \(y.count) y and \(spread?.count ?? 0) spreads")
      self.name = name
      self.x = x
      self.y = y
      self.spread = spread
      self.style = style
      self.isFaint = isFaint
      self.color = color
    }
  }

  /// A horizontal mark to compare the curves with.
  public enum Guide: Sendable, Equatable {
    /// A dashed line at a value.
    case line(Double, label: String)
    /// A grey band between two values.
    case band(ClosedRange<Double>, label: String)
  }

  /// Above the plot; may be empty.
  public var title: String
  /// Axes; a missing range is taken from all lines and guides.
  public var x: Axis, y: Axis
  /// Drawn in order, the later over the earlier.
  public var lines: [Line]
  /// Drawn under the lines.
  public var guides: [Guide]
  /// Size of the picture in pixels.
  public var width: Int, height: Int

  static let pen = 3.5
  static let faintOpacity = 95
  static let bandOpacity = 48

  /// A line plot.
  public init(
    _ title: String, x: Axis, y: Axis, lines: [Line], guides: [Guide] = [], width: Int = 1200,
    height: Int = 700
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.lines = lines
    self.guides = guides
    self.width = width
    self.height = height
  }

  /// The drawn plot.
  public func bitmap() -> Bitmap {
    var x = x
    x.isWhole = lines.allSatisfy { $0.x.allSatisfy { $0 == $0.rounded() } }
    let xRange = x.resolvedRange(of: lines.lazy.flatMap(\.x), padding: 0)
    let yRange = y.resolvedRange(
      of: [lines.flatMap(\.values), guideValues].joined(), padding: 0.05)
    if let (frame, labels) = directlyLabelled(x, xRange, yRange) {
      var canvas = draw(frame)
      labels.draw(on: &canvas, right: frame.area.right)
      return canvas.bitmap
    }
    let legend = Legend(rows: legendEntries, width: width - 2 * Style.margin)
    let frame = Frame(
      width: width, height: height, title: title, x: x, xRange, y: y, yRange,
      margins: Frame.Margins(above: legend.height + Style.gap / 2))
    var canvas = draw(frame)
    legend.draw(on: &canvas, x: Style.margin, y: frame.legendTop)
    return canvas.bitmap
  }

  /// The palette's colour of a line: its own, or by its place among the lines that have none.
  func color(of index: Int) -> Color {
    if let own = lines[index].color { return Style.color(own) }
    return Style.color(lines[..<index].count { $0.color == nil })
  }

  private var guideValues: [Double] {
    guides.flatMap { guide in
      switch guide {
      case .line(let value, _): [value]
      case .band(let range, _): [range.lowerBound, range.upperBound]
      }
    }
  }

  private var legendEntries: [Legend.Entry] {
    var entries: [Legend.Entry] = []
    for (index, line) in lines.enumerated() where !line.name.isEmpty {
      let mark = Legend.Mark.line(
        dashed: line.style == .dashed, opacity: line.isFaint ? Self.faintOpacity : 255)
      entries.append(Legend.Entry(name: line.name, color: color(of: index), mark: mark))
    }
    for guide in guides {
      switch guide {
      case .line(_, let label) where !label.isEmpty:
        let mark = Legend.Mark.line(dashed: true, opacity: 255)
        entries.append(Legend.Entry(name: label, color: Style.guide, mark: mark))
      case .band(_, let label) where !label.isEmpty:
        entries.append(Legend.Entry(name: label, color: Style.guide, mark: .band))
      default: break
      }
    }
    return entries
  }
}
