/// The pixels of a batch of images, [images, height, width, channels], taken one by one or in blocks.
///
/// With a `scale` of 2 a place of the grid holds a block of two by two pixels of images that are twice as high and
/// wide: its four *phases*, in raster order. All channels of all phases are the `columns` of a place. (Others call this
/// space-to-depth; here nothing is moved.) With a `shift` of 1 the blocks begin one row and column earlier, so that the first and the last
/// ones stick out of the image: then there is one place more in each direction.
struct PixelGrid: Sendable, Equatable {
  let images: Int
  /// The rows and columns of places.
  let height: Int, width: Int
  /// The channels of a pixel.
  let channels: Int
  /// The rows and columns of pixels at a place: 1 or 2.
  let scale: Int

  /// The rows and columns by which the first and the last places stick out of the image.
  var shift = 0

  /// The numbers at a place.
  var columns: Int { scale * scale * channels }
  /// The rows and columns of pixels of an image.
  private var pixelRows: Int { scale * height - 2 * shift }
  private var pixelColumns: Int { scale * width - 2 * shift }

  /// A square of `size` by `size` places of an image, which may stick out on all sides.
  struct Square {
    let image: Int, row: Int, column: Int, size: Int
  }

  /// Copies a square to `window`, [size, size, columns]; zeros where it sticks out.
  ///
  /// Pixels are read as they stand in memory, so that the processor reads ahead.
  @inline(__always)
  func read(
    _ square: Square, of images: UnsafePointer<Float>, into window: UnsafeMutablePointer<Float>
  ) {
    let size = scale * square.size
    if inside(scale * square.row - shift, size, pixelRows).count < size
      || inside(scale * square.column - shift, size, pixelColumns).count < size
    {
      window.update(repeating: 0, count: square.size * square.size * columns)
    }
    forEachPixel(of: square) { pixel, place in
      copy(images + pixel, to: window + place, count: channels)
    }
  }

  /// Finishes the sums in `window`, [size, size, columns], and stores them in what of a square is inside.
  @inline(__always)
  func write(
    _ window: UnsafePointer<Float>, to square: Square, of images: UnsafeMutablePointer<Float>,
    _ epilogue: Epilogue
  ) {
    forEachPixel(of: square) { pixel, place in
      epilogue.finish(window + place, into: images + pixel, count: channels)
    }
  }

  /// Calls `body` for every pixel of a square that is inside its image, with where it stands in the images and in a window
  /// of the square.
  @inline(__always)
  private func forEachPixel(of square: Square, _ body: (_ pixel: Int, _ place: Int) -> Void) {
    let rowLength = pixelColumns * channels
    let image = square.image * pixelRows * rowLength, size = scale * square.size
    let firstRow = scale * square.row - shift, firstColumn = scale * square.column - shift
    let columnsInside = inside(firstColumn, size, pixelColumns)
    // A quotient and a remainder by the scale, which is 1 or 2.
    let bits = scale - 1
    for row in inside(firstRow, size, pixelRows) {
      let line = image + (firstRow + row) * rowLength + firstColumn * channels
      let blocks = (row >> bits) * square.size * columns + (row & bits) * scale * channels
      for column in columnsInside {
        body(
          line + column * channels, blocks + (column >> bits) * columns + (column & bits) * channels
        )
      }
    }
  }

  /// Those of `size` rows or columns of pixels from `first` on that are inside the `length` of an image, counted from `first`.
  @inline(__always)
  private func inside(_ first: Int, _ size: Int, _ length: Int) -> Range<Int> {
    max(0, -first)..<min(size, length - first)
  }
}
