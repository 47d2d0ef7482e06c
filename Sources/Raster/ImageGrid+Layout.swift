extension ImageGrid {
  /// Where images and text go.
  struct Layout {
    let width: Int, height: Int
    private let grid: ImageGrid
    private let title: TextBlock
    private let titleX: Int
    private let rowTexts: [TextLine]
    private let columnTexts: [TextLine]
    private let left: Int, top: Int, margin: Int
    private let style: TextStyle

    init(_ grid: ImageGrid) {
      // Beside an axis, numbers have the size that they have in plots.
      let small = grid.scale == 1 && grid.axes == nil
      let style = small ? Style.label.halved : Style.label
      let titleStyle = small ? Style.title.halved : Style.title
      let space = small ? Style.gap / 2 : Style.gap
      let hasText =
        !grid.title.isEmpty || !grid.rowLabels.isEmpty || !grid.columnLabels.isEmpty
      let margin = hasText ? (small ? Style.margin / 2 : Style.margin) : 0
      let contentWidth = Layout.extent(grid.columns, grid.imageWidth, grid)
      let contentHeight = Layout.extent(grid.rows, grid.imageHeight, grid)

      let rowTexts = grid.rowLabels.prefix(grid.rows).map { TextLine($0, style) }
      let columnTexts = grid.columnLabels.prefix(grid.columns).map { TextLine($0, style) }
      let rowWidth = rowTexts.map(\.width).max() ?? 0
      let nameWidth = grid.axes?.y == nil ? 0 : style.lineHeight
      let left = margin + nameWidth + (rowWidth > 0 ? rowWidth + space : 0)
      // A label may be wider than its column at either side of the grid.
      let right =
        margin
        + max(0, ((columnTexts.last?.width ?? 0) - grid.imageWidth * grid.scale + 1) / 2)
      let narrowest = grid.title.isEmpty ? 0 : 12 * titleStyle.capHeight
      width = max(left + contentWidth + right, narrowest + 2 * margin, 1)
      title = TextBlock(grid.title, titleStyle, width: width - 2 * margin)

      var top = margin
      if title.height > 0 { top += title.height + space }
      var below = margin
      if !columnTexts.isEmpty {
        let line = style.height + style.descent + space / 2
        if grid.axes == nil { top += line } else { below += line }
      }
      if grid.axes?.x != nil { below += style.lineHeight }
      height = max(top + contentHeight + below, 1)
      titleX = margin
      self.rowTexts = rowTexts
      self.columnTexts = columnTexts
      self.grid = grid
      self.left = left
      self.top = top
      self.margin = margin
      self.style = style
    }

    private static func extent(_ count: Int, _ size: Int, _ grid: ImageGrid) -> Int {
      count * size * grid.scale + max(0, count - 1) * grid.gap
    }

    /// The upper left corner of an image.
    func origin(_ column: Int, _ row: Int) -> (x: Int, y: Int) {
      (
        left + column * (grid.imageWidth * grid.scale + grid.gap),
        top + row * (grid.imageHeight * grid.scale + grid.gap)
      )
    }

    func writeText(on canvas: inout Canvas) {
      canvas.write(title, x: titleX, top: margin)
      let pitch = grid.imageHeight * grid.scale + grid.gap
      for row in shown(rowTexts.count, pitch, style.lineHeight) {
        let middle = origin(0, row).y + grid.imageHeight * grid.scale / 2
        canvas.write(
          rowTexts[row], x: left - margin / 2 - 2, baseline: middle + style.height / 2, .end,
          Style.quiet)
      }
      let widest = columnTexts.map(\.width).max() ?? 0
      let columnPitch = grid.imageWidth * grid.scale + grid.gap
      let above = top - style.descent - margin / 4
      let below = origin(0, grid.rows).y - grid.gap + margin / 4 + style.height
      for column in shown(columnTexts.count, columnPitch, widest + style.capHeight / 2) {
        let middle = origin(column, 0).x + grid.imageWidth * grid.scale / 2
        canvas.write(
          columnTexts[column], x: max(middle, margin + columnTexts[column].width / 2),
          baseline: grid.axes == nil ? above : below, .middle, Style.quiet)
      }
      if let name = grid.axes?.x {
        canvas.write(
          TextLine(name, style), x: (origin(0, 0).x + origin(grid.columns, 0).x) / 2,
          baseline: below + style.lineHeight, .middle)
      }
      if let name = grid.axes?.y {
        canvas.writeUpwards(
          TextLine(name, style), baseline: margin + style.height,
          y: (origin(0, 0).y + origin(0, grid.rows).y) / 2)
      }
    }

    /// The rows or columns whose labels have room: every so many from the first, or along an axis around the middle.
    private func shown(_ count: Int, _ pitch: Int, _ need: Int) -> [Int] {
      let step = (need + pitch - 1) / pitch
      guard grid.axes != nil else { return Array(stride(from: 0, to: count, by: step)) }
      if count % 2 == 1 {
        return (0..<count).filter { ($0 - count / 2) % step == 0 }
      }
      return (0..<count).filter { index in
        let fromEnd = min(index, count - 1 - index)
        return fromEnd % step == 0 && count - 1 - 2 * fromEnd >= step
      }
    }
  }
}
