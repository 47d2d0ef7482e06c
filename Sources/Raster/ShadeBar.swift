/// Shades for counts, from white for none to dark blue for most, and the bar that explains them.
struct ShadeBar {
  private let ticks: Ticks
  private let most: Int
  private let title = [TextLine("count,", Style.label), TextLine("root scale", Style.label)]
  let width: Int

  private static let thickness = 24

  init(most: Int) {
    self.most = most
    // Near zero the root stretches the bar, which asks for finer ticks there.
    let coarse = Ticks.linear(0...Double(most), most: 5, isWhole: true)
    let fine = Ticks.linear(0...Double(most) / 6, most: 4, isWhole: true)
    let extra = fine.values.indices.filter { !coarse.values.contains(fine.values[$0]) }
    let all =
      Array(zip(coarse.values, coarse.labels))
      + extra.map { (fine.values[$0], fine.labels[$0]) }
    let descending = all.sorted { $0.0 > $1.0 }
    ticks = Ticks(values: descending.map(\.0), labels: descending.map(\.1))
    let widest = ticks.labels.map { TextLine($0, Style.label).width }.max() ?? 0
    width =
      2 * Style.gap
      + max(title[0].width, title[1].width, Self.thickness + Frame.tick + Frame.tickGap + widest)
  }

  private static let ramp: [Color] = [
    0xFFFFFF, 0xD6E6F4, 0xABD0E6, 0x6AAED6, 0x3787C0, 0x105BA4, 0x08306B, 0x041B3F,
  ].map { Color($0) }

  /// The shade for a share of the greatest count; anything above none is told from white.
  static func color(_ share: Double) -> Color {
    let level = Int((share.squareRoot() * 255).rounded())
    let place = max(level, share > 0 ? 12 : 0) * (ramp.count - 1)
    let index = min(place / 255, ramp.count - 2)
    return ramp[index].mixed(with: ramp[index + 1], place - index * 255, of: 255)
  }

  func draw(on canvas: inout Canvas, beside area: Rect) {
    let left = area.right + 2 * Style.gap
    // The title, which names what grows along the bar and by which law, stands on top of it.
    let top = area.y + Style.label.height + Style.label.lineHeight + Style.gap + Style.label.descent
    let height = area.bottom - top
    for (index, line) in title.enumerated() {
      canvas.write(
        line, x: left, baseline: area.y + Style.label.height + index * Style.label.lineHeight,
        .start,
        Style.quiet)
    }
    for y in 0..<height {
      let place = Double(2 * (height - y) - 1) / Double(2 * height)
      canvas.fill(
        Rect(x: left, y: top + y, width: Self.thickness, height: 1), Self.color(place * place))
    }
    let line = Frame.line
    canvas.fill(Rect(x: left, y: top, width: Self.thickness, height: line), Style.axis)
    canvas.fill(
      Rect(x: left, y: area.bottom - line, width: Self.thickness, height: line), Style.axis)
    canvas.fill(Rect(x: left, y: top, width: line, height: height), Style.axis)
    let right = left + Self.thickness
    canvas.fill(Rect(x: right - line, y: top, width: line, height: height), Style.axis)
    var free = top - Style.label.lineHeight
    for (value, label) in zip(ticks.values, ticks.labels) {
      let share = (value / Double(most)).squareRoot()
      let y = area.bottom - Int((share * Double(height)).rounded())
      // From the top down, each must leave room for the next and, at the end, for zero.
      guard y >= free && (value == 0 || y <= area.bottom - Style.label.lineHeight) else { continue }
      free = y + Style.label.lineHeight
      canvas.fill(
        Rect(x: right, y: y - line / 2, width: Frame.tick, height: line), Style.axis)
      canvas.write(
        TextLine(label, Style.label), x: right + Frame.tick + Frame.tickGap,
        baseline: y + Style.label.height / 2, .start, Style.quiet)
    }
  }
}
