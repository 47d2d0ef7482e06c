/// Arrows in the plane, one colour each: where things were and where they are.
public struct ArrowPlot: Sendable {
  /// From one point to another.
  public struct Arrow: Sendable, Equatable {
    /// Written beside its head.
    public var name: String
    /// Where it begins and where it ends.
    public var fromX: Double, fromY: Double, toX: Double, toY: Double

    /// An arrow.
    public init(_ name: String, fromX: Double, fromY: Double, toX: Double, toY: Double) {
      self.name = name
      self.fromX = fromX
      self.fromY = fromY
      self.toX = toX
      self.toY = toY
    }
  }

  /// Above the plot; may be empty.
  public var title: String
  /// Axes; a missing range is taken from all ends. The shorter range becomes as long as the other.
  public var x: Axis, y: Axis
  /// In the order of `Style.classes`.
  public var arrows: [Arrow]
  /// Size of the picture in pixels; it becomes narrower or lower to make the data area square.
  public var width: Int, height: Int

  /// A plot of arrows.
  public init(
    _ title: String, x: Axis, y: Axis, arrows: [Arrow], width: Int = 900, height: Int = 800
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.arrows = arrows
    self.width = width
    self.height = height
  }

  /// The drawn plot.
  public func bitmap() -> Bitmap {
    var xRange = x.resolvedRange(of: arrows.flatMap { [$0.fromX, $0.toX] }, padding: 0.12)
    var yRange = y.resolvedRange(of: arrows.flatMap { [$0.fromY, $0.toY] }, padding: 0.12)
    // Lengths can be compared only where a unit is as long on both axes.
    let (width, height) = (
      xRange.upperBound - xRange.lowerBound, yRange.upperBound - yRange.lowerBound
    )
    xRange = Self.widened(xRange, by: max(0, height - width) / 2)
    yRange = Self.widened(yRange, by: max(0, width - height) / 2)
    var frame = Frame(
      width: self.width, height: self.height, title: title, x: x, xRange, y: y, yRange,
      isSquare: true)
    frame = Frame(
      width: frame.size.width, height: frame.size.height, title: title, x: x, xRange, y: y, yRange,
      isSquare: true)
    var canvas = Canvas(width: frame.size.width, height: frame.size.height)
    frame.drawGround(on: &canvas)
    let inside = arrows.indices.filter { index in
      let arrow = arrows[index]
      return [
        (arrow.fromX, frame.x), (arrow.toX, frame.x), (arrow.fromY, frame.y),
        (arrow.toY, frame.y),
      ].allSatisfy { $0.1.range.contains($0.0) }
    }
    for index in inside { draw(arrows[index], Style.color(index), on: &canvas, frame) }
    frame.drawAxes(on: &canvas)
    for index in inside { name(arrows[index], Style.color(index), on: &canvas, frame) }
    if inside.isEmpty { frame.drawNotice(on: &canvas) }
    return canvas.bitmap
  }

  private static func widened(_ range: ClosedRange<Double>, by extra: Double)
    -> ClosedRange<Double>
  {
    range.lowerBound - extra...range.upperBound + extra
  }

  private func draw(_ arrow: Arrow, _ color: Color, on canvas: inout Canvas, _ frame: Frame) {
    let start = Point(x: frame.x.position(arrow.fromX), y: frame.y.position(arrow.fromY))
    let end = Point(x: frame.x.position(arrow.toX), y: frame.y.position(arrow.toY))
    canvas.stroke([[start]], width: 14, color, opacity: 110, clip: frame.area)
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length >= 4 else {
      // Too short for an arrow: a dot that stays where it was.
      canvas.stroke([[end]], width: 10, color, clip: frame.area)
      return
    }
    // The head is a third of a short arrow.
    let head = min(18, length / 3)
    let (ux, uy) = (dx / length * head, dy / length * head)
    let barbs = [0.5, -0.5].map { side in
      Point(x: end.x - ux - side * uy, y: end.y - uy + side * ux)
    }
    canvas.stroke([[start, end], [barbs[0], end, barbs[1]]], width: 4, color, clip: frame.area)
  }

  private func name(_ arrow: Arrow, _ color: Color, on canvas: inout Canvas, _ frame: Frame) {
    let text = TextLine(arrow.name, Style.label)
    let x = frame.x.pixel(arrow.toX) + 12
    let isAtTheEdge = x + text.width > frame.area.right
    canvas.write(
      text, x: isAtTheEdge ? x - 24 : x, baseline: frame.y.pixel(arrow.toY) - 6,
      isAtTheEdge ? .end : .start, color, halo: 3)
  }
}
