import Kernels

/// Pictures side by side or in rows, under a common title.
public struct Panels: Sendable {
  /// Above all pictures; may be empty.
  public var title: String
  /// From left to right and top to bottom.
  public var bitmaps: [Bitmap]
  /// Pictures in a row.
  public var columns: Int
  /// Pixels between pictures.
  public var gap: Int

  /// Panels; without `columns` all are in one row.
  public init(_ title: String, _ bitmaps: [Bitmap], columns: Int? = nil, gap: Int = 24) {
    require(!bitmaps.isEmpty && (columns ?? 1) > 0 && gap >= 0, "panels need a picture")
    self.title = title
    self.bitmaps = bitmaps
    self.columns = columns ?? bitmaps.count
    self.gap = gap
  }

  /// The drawn panels. A column is as wide as its widest picture, a row as high as its highest.
  public func bitmap() -> Bitmap {
    let rows = (bitmaps.count + columns - 1) / columns
    var widths = [Int](repeating: 0, count: min(columns, bitmaps.count))
    var heights = [Int](repeating: 0, count: rows)
    for (index, bitmap) in bitmaps.enumerated() {
      widths[index % columns] = max(widths[index % columns], bitmap.width)
      heights[index / columns] = max(heights[index / columns], bitmap.height)
    }
    let width = widths.reduce(0, +) + (widths.count - 1) * gap
    let block = TextBlock(title, Style.title, width: max(width - 2 * Style.margin, 1))
    var top = block.height > 0 ? Style.margin + block.height + Style.gap : 0
    let height = top + heights.reduce(0, +) + (rows - 1) * gap
    var canvas = Canvas(
      width: max(width, block.width + 2 * Style.margin * (block.width > 0 ? 1 : 0)), height: height)
    canvas.write(block, x: Style.margin, top: Style.margin)
    for row in 0..<rows {
      var left = 0
      for column in widths.indices where row * columns + column < bitmaps.count {
        canvas.paste(bitmaps[row * columns + column], x: left, y: top)
        left += widths[column] + gap
      }
      top += heights[row] + gap
    }
    return canvas.bitmap
  }
}
