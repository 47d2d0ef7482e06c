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
      let small = grid.scale == 1
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
      let left = margin + (rowWidth > 0 ? rowWidth + space : 0)
      // A label may be wider than its column at either side of the grid.
      let right =
        margin
        + max(0, ((columnTexts.last?.width ?? 0) - grid.imageWidth * grid.scale + 1) / 2)
      let narrowest = grid.title.isEmpty ? 0 : 12 * titleStyle.capHeight
      width = max(left + contentWidth + right, narrowest + 2 * margin, 1)
      title = TextBlock(grid.title, titleStyle, width: width - 2 * margin)

      var top = margin
      if title.height > 0 { top += title.height + space }
      if !columnTexts.isEmpty { top += style.height + style.descent + space / 2 }
      height = max(top + contentHeight + margin, 1)
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
      for (row, text) in rowTexts.enumerated() where row % stride(pitch, style.lineHeight) == 0 {
        let middle = origin(0, row).y + grid.imageHeight * grid.scale / 2
        canvas.write(
          text, x: left - margin / 2 - 2, baseline: middle + style.height / 2, .end, Style.quiet)
      }
      let widest = columnTexts.map(\.width).max() ?? 0
      let columnPitch = grid.imageWidth * grid.scale + grid.gap
      let step = stride(columnPitch, widest + style.capHeight / 2)
      for (column, text) in columnTexts.enumerated() where column % step == 0 {
        let middle = origin(column, 0).x + grid.imageWidth * grid.scale / 2
        canvas.write(
          text, x: max(middle, margin + text.width / 2),
          baseline: top - style.descent - margin / 4, .middle, Style.quiet)
      }
    }

    /// Every how many rows or columns there is room for a label.
    private func stride(_ pitch: Int, _ need: Int) -> Int { (need + pitch - 1) / pitch }
  }
}
