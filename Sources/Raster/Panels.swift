import Kernels

/// Pictures side by side or in rows, under a common title.
public struct Panels: Sendable {
  /// Above all pictures; may be empty.
  public var title: String
  /// From left to right and top to bottom.
  public var bitmaps: [Bitmap]
  /// Above each picture, in the same order; may be fewer than there are pictures.
  public var captions: [String]
  /// Pictures in a row.
  public var columns: Int
  /// Pixels between pictures.
  public var gap: Int

  /// Panels; without `columns` all are in one row.
  public init(
    _ title: String, _ bitmaps: [Bitmap], captions: [String] = [], columns: Int? = nil,
    gap: Int = 24
  ) {
    require(!bitmaps.isEmpty && (columns ?? 1) > 0 && gap >= 0, "panels need a picture")
    self.title = title
    self.bitmaps = bitmaps
    self.captions = captions
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
    let blocks = captions.prefix(bitmaps.count).enumerated().map { index, caption in
      TextBlock(caption, Style.label, width: widths[index % columns])
    }
    // Captions of a row begin at one height.
    var captionHeights = [Int](repeating: 0, count: rows)
    for (index, block) in blocks.enumerated() where block.height > 0 {
      captionHeights[index / columns] = max(
        captionHeights[index / columns], block.height + Style.gap)
    }
    let width = widths.reduce(0, +) + (widths.count - 1) * gap
    let block = TextBlock(title, Style.title, width: max(width - 2 * Style.margin, 1))
    var top = block.height > 0 ? Style.margin + block.height + Style.gap : 0
    // A caption at the upper edge of the picture would touch it.
    if top == 0 && captionHeights[0] > 0 { top = Style.gap }
    let height =
      top + heights.reduce(0, +) + captionHeights.reduce(0, +) + (rows - 1) * gap
    var canvas = Canvas(
      width: max(width, block.width + 2 * Style.margin * (block.width > 0 ? 1 : 0)), height: height)
    canvas.write(block, x: Style.margin, top: Style.margin)
    for row in 0..<rows {
      var left = 0
      for column in widths.indices where row * columns + column < bitmaps.count {
        let index = row * columns + column
        if blocks.indices.contains(index) {
          canvas.write(blocks[index], x: left + widths[column] / 2, top: top, .middle)
        }
        canvas.paste(bitmaps[index], x: left, y: top + captionHeights[row])
        left += widths[column] + gap
      }
      top += captionHeights[row] + heights[row] + gap
    }
    return canvas.bitmap
  }
}
