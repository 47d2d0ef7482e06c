/// What the colours mean, in a column beside the data or in rows above it.
struct Legend {
  /// How an entry's mark looks.
  enum Mark: Equatable {
    case dot
    case line(dashed: Bool, opacity: Int)
    case band
  }

  struct Entry {
    var name: String
    var color: Color
    var mark: Mark
  }

  /// An entry with its place relative to the legend's upper left corner.
  private struct Item {
    var entry: Entry
    var lines: TextBlock
    var x: Int, y: Int
  }

  private let items: [Item]
  private let mark: Int
  let width: Int, height: Int

  private static let style = Style.label
  private static let pitch = 34
  private static let space = 36

  /// A column at most `width` wide; longer names are broken.
  init(column entries: [Entry], width limit: Int) {
    let mark = Legend.markWidth(entries)
    var items: [Item] = []
    var y = 0
    for entry in entries {
      let lines = TextBlock(entry.name, Legend.style, width: limit - mark - 10)
      items.append(Item(entry: entry, lines: lines, x: 0, y: y))
      y += Legend.pitch + max(0, lines.lines.count - 1) * Legend.style.lineHeight
    }
    self.mark = mark
    self.items = items
    width = mark + 10 + (items.map(\.lines.width).max() ?? 0)
    height = max(0, y - Legend.pitch + Legend.style.height + Legend.style.descent)
  }

  /// Rows at most `width` wide.
  init(rows entries: [Entry], width limit: Int) {
    let mark = Legend.markWidth(entries)
    var items: [Item] = []
    var (x, y, rowHeight) = (0, 0, 0)
    for entry in entries {
      let lines = TextBlock(entry.name, Legend.style, width: limit - mark - 10)
      let width = mark + 10 + lines.width
      if x > 0 && x + width > limit {
        x = 0
        y += rowHeight
        rowHeight = 0
      }
      items.append(Item(entry: entry, lines: lines, x: x, y: y))
      rowHeight = max(
        rowHeight, Legend.pitch + max(0, lines.lines.count - 1) * Legend.style.lineHeight)
      x += width + Legend.space
    }
    self.mark = mark
    self.items = items
    width = limit
    height = entries.isEmpty ? 0 : y + rowHeight
  }

  private static func markWidth(_ entries: [Entry]) -> Int {
    entries.contains { $0.mark != .dot } ? 44 : 16
  }

  /// Draws the legend with its upper left corner at (`x`, `y`).
  func draw(on canvas: inout Canvas, x: Int, y: Int) {
    for item in items {
      let left = x + item.x
      let top = y + item.y
      let middle = top + Legend.style.height / 2
      let y = Double(middle)
      switch item.entry.mark {
      case .dot:
        let center = Point(x: Double(left + mark / 2), y: y)
        canvas.stroke([[center]], width: 15, item.entry.color)
      case .line(let dashed, let opacity):
        let ends = [Point(x: Double(left + 2), y: y), Point(x: Double(left + mark - 2), y: y)]
        canvas.stroke(
          dashed ? Dashes.cut(ends) : [ends], width: LinePlot.pen, item.entry.color,
          opacity: opacity)
      case .band:
        canvas.fill(
          Rect(x: left, y: middle - 9, width: mark, height: 18), item.entry.color,
          opacity: LinePlot.bandOpacity)
      }
      canvas.write(item.lines, x: left + mark + 10, top: top)
    }
  }
}
