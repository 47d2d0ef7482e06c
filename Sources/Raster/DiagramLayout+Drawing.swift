extension DiagramLayout {
  /// Draws boxes and arrows with the upper left corner at (`x`, `y`).
  func draw(on canvas: inout Canvas, x: Int, y: Int) {
    for (index, link) in links.enumerated() {
      let arrow = part.arrows[link.arrow]
      let way = way(of: index, x: x, y: y)
      // Both directions side by side.
      let apart = arrow.hasGradients ? 7.5 : 0
      ArrowLine(way.map { Point(x: $0.x, y: $0.y - apart) }).draw(on: &canvas, Style.ink)
      if arrow.hasGradients {
        ArrowLine(way.reversed().map { Point(x: $0.x, y: $0.y + apart) }, isDashed: true)
          .draw(on: &canvas, Diagram.Kind.loss.color)
      }
    }
    for node in nodes {
      guard let box = node.box else { continue }
      let (left, width) = columns[node.column]
      let height = Int(node.height)
      let rect = Rect(
        x: x + left, y: y + Int(node.y) - height / 2, width: width, height: height)
      part.boxes[box].kind.draw(rect, on: &canvas)
      let (name, detail) = texts[box]
      let gap = detail.height > 0 ? 6 : 0
      // What hangs below the last line counts half, so that texts without it do not seem to stand too high.
      let text = name.height + gap + detail.height - Style.label.descent / 2
      let top = rect.y + (height - text) / 2
      canvas.write(name, x: rect.x + width / 2, top: top, .middle)
      canvas.write(
        detail, x: rect.x + width / 2, top: top + name.height + gap, .middle, Style.quiet)
    }
  }

  /// The points of an arrow's way: level across the columns that it passes, and a curve between them.
  private func way(of index: Int, x: Int, y: Int) -> [Point] {
    let link = links[index]
    var points: [Point] = []
    for (step, node) in link.nodes.enumerated() {
      let column = columns[nodes[node].column]
      let left = Double(x + column.x), right = left + Double(column.width)
      let isFirst = step == 0, isLast = step == link.nodes.count - 1
      let port = isFirst || isLast ? port(of: index, isFirst: isFirst) : 0
      let height = Double(y) + nodes[node].y + port
      let entry = Point(x: isLast ? left - 3 : left, y: height)
      if let last = points.last { points += Self.curve(from: last, to: entry) }
      if !isLast { points.append(Point(x: isFirst ? right + 3 : right, y: height)) }
    }
    return points
  }

  /// A cubic curve that leaves and arrives level, without its first point.
  private static func curve(from a: Point, to b: Point) -> [Point] {
    if a.y == b.y { return [b] }
    let steps = 24
    return (1...steps).map { step in
      let t = Double(step) / Double(steps), s = 1 - t
      let middle = (a.x + b.x) / 2
      let (first, last) = (s * s * (s + 3 * t), t * t * (t + 3 * s))
      return Point(
        x: s * s * s * a.x + 3 * s * t * middle + t * t * t * b.x, y: first * a.y + last * b.y)
    }
  }
}

/// A line with a head at its end.
struct ArrowLine {
  private let points: [Point]
  private let isDashed: Bool
  private static let head = 11.0

  /// A line through points of which the last two are at one height.
  init(_ points: [Point], isDashed: Bool = false) {
    self.points = points
    self.isDashed = isDashed
  }

  func draw(on canvas: inout Canvas, _ color: Color) {
    guard let tip = points.last, let first = points.first else { return }
    let back = tip.x > first.x ? -Self.head : Self.head
    let barbs = [-0.6, 0.6].map { Point(x: tip.x + back, y: tip.y + $0 * Self.head) }
    let lines = isDashed ? Dashes.cut(points, on: 9, off: 7) : [points]
    canvas.stroke(lines + [[barbs[0], tip, barbs[1]]], width: Diagram.pen, color)
  }
}

extension Diagram.Kind {
  /// Draws a box with round corners.
  func draw(_ rect: Rect, on canvas: inout Canvas) {
    func fill(_ rect: Rect, _ radius: Int, _ color: Color) {
      let inside = rect.insetBy(radius)
      canvas.fill(Rect(x: inside.x, y: rect.y, width: inside.width, height: rect.height), color)
      canvas.fill(Rect(x: rect.x, y: inside.y, width: rect.width, height: inside.height), color)
      let corners = [inside.x, inside.right].flatMap { x in
        [inside.y, inside.bottom].map { [Point(x: Double(x), y: Double($0))] }
      }
      canvas.stroke(corners, width: Double(2 * radius), color)
    }
    let radius = min(12, rect.height / 3)
    fill(rect, radius, color)
    fill(rect.insetBy(outline), radius - outline, ground)
  }
}
