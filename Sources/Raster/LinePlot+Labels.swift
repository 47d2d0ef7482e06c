extension LinePlot {
  /// Layout with the names to the right of the data, at the height of the lines' ends; nil if that would crowd:
  /// long names, a line that ends early, or too many for the height.
  func directlyLabelled(
    _ x: Axis, _ xRange: ClosedRange<Double>, _ yRange: ClosedRange<Double>
  ) -> (Frame, EndLabels)? {
    var names: [(text: TextLine, color: Color, x: Double, y: Double)] = []
    for (index, line) in lines.enumerated() where !line.name.isEmpty {
      guard
        let last = line.x.indices.last(where: { x.admits(line.x[$0]) && y.admits(line.y[$0]) })
      else { return nil }
      names.append(
        (TextLine(line.name, Style.label), color(of: index), line.x[last], line.y[last]))
    }
    for guide in guides {
      let (value, label) =
        switch guide {
        case .line(let value, let label): (value, label)
        case .band(let range, let label): (range.lowerBound / 2 + range.upperBound / 2, label)
        }
      guard !label.isEmpty && y.admits(value) else { continue }
      names.append((TextLine(label, Style.label), Style.quiet, xRange.upperBound, value))
    }
    let widest = names.map(\.text.width).max() ?? 0
    guard widest <= width * 3 / 10 else { return nil }

    let right = names.isEmpty ? 0 : EndLabels.reach + widest + Style.margin
    let frame = Frame(
      width: width, height: height, title: title, x: x, xRange, y: y, yRange,
      margins: Frame.Margins(right: right))
    let early = frame.area.right - frame.area.width / 10
    guard names.allSatisfy({ frame.x.pixel($0.x) >= early }) else { return nil }
    let ends = names.map { name in
      let value = min(max(name.y, yRange.lowerBound), yRange.upperBound)
      return frame.y.position(value)
    }
    guard let places = EndLabels.spread(ends, within: frame.area) else { return nil }
    let labels = names.indices.map {
      EndLabels.Label(
        text: names[$0].text, color: names[$0].color, end: ends[$0], place: places[$0],
        lineEnd: min(frame.x.position(names[$0].x), Double(frame.area.right)))
    }
    return (frame, EndLabels(labels: labels))
  }
}

/// Names of lines in a column to the right of the data.
struct EndLabels {
  struct Label {
    var text: TextLine
    var color: Color
    /// Where the line ends and where the label goes, pixels from the top.
    var end: Double, place: Double
    var lineEnd: Double
  }

  var labels: [Label]

  /// From the data to the text.
  static let reach = 28
  private static let pitch = 30.0

  /// Heights near the wanted ones that keep their distance: neighbours that would overlap move apart
  /// around their common mean. Nil if a label would end up far from its line.
  static func spread(_ wanted: [Double], within area: Rect) -> [Double]? {
    let (top, bottom) = (Double(area.y), Double(area.bottom))
    guard Double(wanted.count - 1) * pitch <= bottom - top else { return nil }
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var groups: [(sum: Double, count: Int)] = []
    func first(_ group: (sum: Double, count: Int)) -> Double {
      let most = bottom - Double(group.count - 1) * pitch
      return min(max(group.sum / Double(group.count), top), most)
    }
    for index in order {
      var group = (sum: wanted[index], count: 1)
      while let above = groups.last, first(above) + Double(above.count) * pitch > first(group) {
        groups.removeLast()
        // Each member asks for the place of the group's first: its own less what lies above it.
        group = (
          above.sum + group.sum - Double(above.count * group.count) * pitch,
          above.count + group.count
        )
      }
      groups.append(group)
    }
    var places = wanted
    var members = order[...]
    for group in groups {
      for step in 0..<group.count {
        guard let index = members.popFirst() else { break }
        places[index] = (first(group) + Double(step) * pitch).rounded()
      }
    }
    let strayed = zip(wanted, places).contains { abs($0 - $1) > 5 * pitch }
    return strayed ? nil : places
  }

  func draw(on canvas: inout Canvas, right: Int) {
    for label in labels {
      let from = Point(x: max(label.lineEnd, Double(right)) + 7, y: label.end)
      if abs(label.place - label.end) > 4 {
        let to = Point(x: Double(right + EndLabels.reach - 6), y: label.place)
        canvas.stroke([[from, to]], width: 1.5, label.color, opacity: 170)
      }
      let style = label.text.style
      canvas.write(
        label.text, x: right + EndLabels.reach, baseline: Int(label.place) + style.height / 2,
        .start, label.color)
    }
  }
}
