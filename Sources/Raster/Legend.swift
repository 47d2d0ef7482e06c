/// What the colours mean, in a column beside the data or in rows above it.
struct Legend {
  /// How an entry's mark looks.
  enum Mark: Equatable {
    case dot
    case line(dashed: Bool, opacity: Int)
    case band
    case box(Diagram.Kind)
    case arrow(isBackward: Bool)
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

  /// Rows at most `width` wide: in columns, unless that takes more rows than names one after the other.
  init(rows entries: [Entry], width limit: Int) {
    let mark = Legend.markWidth(entries)
    let blocks = entries.map { TextBlock($0.name, Legend.style, width: limit - mark - 10) }
    let flowing = Legend.place(blocks, entries, mark: mark, limit: limit, column: nil)
    let widest = blocks.map(\.width).max() ?? 0
    let aligned = Legend.place(blocks, entries, mark: mark, limit: limit, column: widest)
    let best = aligned.height <= flowing.height && flowing.height > Legend.pitch ? aligned : flowing
    self.mark = mark
    items = best.items
    width = limit
    height = best.height
  }

  /// Puts entries into rows; with `column`, all names are as wide.
  private static func place(
    _ blocks: [TextBlock], _ entries: [Entry], mark: Int, limit: Int, column: Int?
  ) -> (items: [Item], height: Int) {
    var items: [Item] = []
    var (x, y, rowHeight) = (0, 0, 0)
    for (entry, block) in zip(entries, blocks) {
      let width = mark + 10 + (column ?? block.width)
      if x > 0 && x + width > limit {
        x = 0
        y += rowHeight
        rowHeight = 0
      }
      items.append(Item(entry: entry, lines: block, x: x, y: y))
      rowHeight = max(
        rowHeight, Legend.pitch + max(0, block.lines.count - 1) * Legend.style.lineHeight)
      x += width + Legend.space
    }
    return (items, y + rowHeight)
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
      case .box(let kind):
        kind.draw(Rect(x: left, y: middle - 13, width: mark, height: 26), on: &canvas)
      case .arrow(let isBackward):
        let ends = [Point(x: Double(left + 2), y: y), Point(x: Double(left + mark - 2), y: y)]
        ArrowLine(isBackward ? ends.reversed() : ends, isDashed: isBackward)
          .draw(on: &canvas, item.entry.color)
      }
      canvas.write(item.lines, x: left + mark + 10, top: top)
    }
  }
}
