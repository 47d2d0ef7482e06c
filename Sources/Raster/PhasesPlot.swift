/// An adversarial training over numbers, phase by phase, as in figure 1 of Goodfellow and others (2014): the densities of the data
/// and of what is generated, the discriminator, and which numbers become which.
public struct PhasesPlot: Sendable {
  /// One phase: values at the plot's abscissas, and what becomes of some numbers.
  public struct Phase: Sendable {
    /// Above its panel.
    public var title: String
    /// The density of what is generated.
    public var generated: [Double]
    /// The discriminator's answers, and the best possible ones; not finite where there are neither data nor generated numbers.
    public var discriminator: [Double], optimal: [Double]
    /// Numbers, and where the generator takes them.
    public var ways: [(from: Double, to: Double)]

    /// A phase.
    public init(
      _ title: String, generated: [Double], discriminator: [Double], optimal: [Double],
      ways: [(from: Double, to: Double)]
    ) {
      self.title = title
      self.generated = generated
      self.discriminator = discriminator
      self.optimal = optimal
      self.ways = ways
    }
  }

  /// The abscissas, in ascending order.
  public var x: [Double]
  /// The density of the data at them.
  public var data: [Double]
  /// From left to right.
  public var phases: [Phase]
  /// The range of the numbers that the generator takes.
  public var codes: ClosedRange<Double>

  /// A plot.
  public init(x: [Double], data: [Double], phases: [Phase], codes: ClosedRange<Double>) {
    self.x = x
    self.data = data
    self.phases = phases
    self.codes = codes
  }

  private static let width = 372, height = 420
  /// From the line of the results to that of the numbers that they come from.
  private static let drop = 120
  /// The part of the height that the greatest density of the data takes.
  private static let densityHeight = 0.7

  /// The drawn panels, with a legend below.
  public func bitmap() -> Bitmap {
    let width = Self.width * phases.count
    let legend = Legend(
      rows: Self.curves.map {
        Legend.Entry(
          name: $0.name, color: $0.color, mark: .line(dashed: $0.isDashed, opacity: 255))
      } + [Legend.Entry(name: "z → G(z)", color: Style.guide, mark: .arrow(isBackward: false))],
      width: width - 2 * Style.margin)
    let below = Self.height + Self.drop + 40
    var canvas = Canvas(width: width, height: below + Style.gap + legend.height + Style.margin)
    for (index, phase) in phases.enumerated() {
      canvas.paste(panel(phase, below), x: index * Self.width, y: 0)
    }
    legend.draw(on: &canvas, x: Style.margin, y: below + Style.gap)
    return canvas.bitmap
  }

  private static let curves: [(name: String, color: Color, isDashed: Bool)] = [
    ("density of the data p", Style.color(7), true),
    ("density of the generated q", Style.color(3), false),
    ("discriminator D", Style.color(0), false), ("best answer p / (p + q)", Style.color(1), true),
  ]

  private func panel(_ phase: Phase, _ height: Int) -> Bitmap {
    let range = (x.first ?? 0)...(x.last ?? 1)
    let frame = Frame(
      width: Self.width, height: Self.height, title: phase.title, x: Axis(""), range, y: Axis(""),
      0...1)
    var canvas = Canvas(width: Self.width, height: height)
    frame.drawGround(on: &canvas)
    let scale = Self.densityHeight / (data.max() ?? 1)
    let values = [
      data.map { $0 * scale }, phase.generated.map { $0 * scale }, phase.discriminator,
      phase.optimal,
    ]
    // The best answers lie over the discriminator's, in dashes, so that both are seen where they agree.
    for (curve, values) in zip(Self.curves, values) {
      draw(values, curve.color, isDashed: curve.isDashed, on: &canvas, frame)
    }
    frame.drawAxes(on: &canvas)
    drawWays(phase, on: &canvas, frame)
    return canvas.bitmap
  }

  private func draw(
    _ values: [Double], _ color: Color, isDashed: Bool, on canvas: inout Canvas, _ frame: Frame
  ) {
    var runs: [[Point]] = [[]]
    for (x, y) in zip(x, values) {
      if y.isFinite {
        runs[runs.count - 1].append(Point(x: frame.x.position(x), y: frame.y.position(y)))
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    let pieces = runs.flatMap { Clipping.pieces(of: $0, in: frame.area) }
    let strokes = isDashed ? pieces.flatMap { Dashes.cut($0, on: 9, off: 8) } : pieces
    canvas.stroke(strokes, width: 3, color, clip: frame.area.insetBy(-2))
  }

  /// Arrows from the numbers, on the lower line, to what becomes of them, on the upper.
  private func drawWays(_ phase: Phase, on canvas: inout Canvas, _ frame: Frame) {
    let area = frame.area
    let top = Self.height + 8, bottom = top + Self.drop
    let codes = Scale(codes, isLogarithmic: false, start: area.x, end: area.right)
    for y in [top, bottom] { canvas.fill(frame.horizontal(y, area.x, area.right), Style.axis) }
    for (y, name) in [(top, "G(z)"), (bottom, "z")] {
      canvas.write(
        TextLine(name, Style.label), x: area.x - 8, baseline: y + Style.label.height / 2, .end,
        Style.quiet)
    }
    for way in phase.ways where frame.x.range.contains(way.to) && codes.range.contains(way.from) {
      let from = Point(x: codes.position(way.from), y: Double(bottom))
      let to = Point(x: frame.x.position(way.to), y: Double(top) + 3)
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      let length = (dx * dx + dy * dy).squareRoot()
      let (ux, uy) = (dx / length * 10, dy / length * 10)
      let barbs = [0.5, -0.5].map { Point(x: to.x - ux - $0 * uy, y: to.y - uy + $0 * ux) }
      canvas.stroke([[from, to], [barbs[0], to, barbs[1]]], width: 2, Style.guide)
    }
  }
}
