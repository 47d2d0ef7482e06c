extension ImageGrid {
  /// Where the images of a drawn grid lie, in pixels of its picture.
  public struct Cells: Sendable, Equatable, Codable {
    /// The upper left corner of the first image.
    public let left: Int, top: Int
    /// The size of an image.
    public let width: Int, height: Int
    /// From one image to the one beside it and to the one below.
    public let columnPitch: Int, rowPitch: Int
    /// Images in a row, and images in all.
    public let columns: Int, count: Int

    /// Row by row, from 0, the images of which a pixel differs between two pictures of this layout.
    ///
    /// Pixels outside both pictures count as equal.
    public func changed(_ old: Bitmap, _ new: Bitmap) -> [Int] {
      (0..<count).filter { index in
        let x = left + index % columns * columnPitch
        let y = top + index / columns * rowPitch
        return (y..<y + height).contains { row in
          (x..<x + width).contains { column in
            old.color(column, row) != new.color(column, row)
          }
        }
      }
    }

    /// The same for a picture of half the size.
    public var halved: Cells {
      Cells(
        left: left / 2, top: top / 2, width: (width + 1) / 2, height: (height + 1) / 2,
        columnPitch: columnPitch / 2, rowPitch: rowPitch / 2, columns: columns, count: count)
    }

    private enum CodingKeys: String, CodingKey {
      case left, top, width, height, columns, count
      case columnPitch = "column_pitch"
      case rowPitch = "row_pitch"
    }
  }

  /// Where the images lie once the grid is drawn.
  public var cells: Cells {
    let origin = Layout(self).origin(0, 0)
    let (width, height) = (imageWidth * scale, imageHeight * scale)
    return Cells(
      left: origin.x, top: origin.y, width: width, height: height, columnPitch: width + gap,
      rowPitch: height + gap, columns: columns, count: count)
  }
}

extension Bitmap {
  /// The colour of a pixel, or nil outside.
  fileprivate func color(_ x: Int, _ y: Int) -> Color? {
    x < width && y < height ? self[x, y] : nil
  }
}
