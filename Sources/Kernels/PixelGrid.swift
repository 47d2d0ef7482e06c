/// The pixels of a batch of images, [images, height, width, channels], taken one by one or in blocks.
///
/// With a `scale` of 2 a place of the grid holds a block of two by two pixels of images that are twice as high and
/// wide: its four *phases*, in raster order. All channels of all phases are the `columns` of a place. (Others call this
/// space-to-depth; here nothing is moved.)
struct PixelGrid: Sendable, Equatable {
  let images: Int
  /// The rows and columns of places.
  let height: Int, width: Int
  /// The channels of a pixel.
  let channels: Int
  /// The rows and columns of pixels at a place.
  let scale: Int

  /// The numbers at a place.
  var columns: Int { scale * scale * channels }
  /// The floats of one image.
  var imageSize: Int { height * width * columns }

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
    if inside(square.row, square.size, height).count < square.size
      || inside(square.column, square.size, width).count < square.size
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
    let rowLength = scale * width * channels
    for row in inside(square.row, square.size, height) {
      for phaseRow in 0..<scale {
        let line =
          square.image * imageSize + ((square.row + row) * scale + phaseRow) * rowLength
          + square.column * scale * channels
        for column in inside(square.column, square.size, width) {
          for phaseColumn in 0..<scale {
            body(
              line + (column * scale + phaseColumn) * channels,
              (row * square.size + column) * columns + (phaseRow * scale + phaseColumn) * channels)
          }
        }
      }
    }
  }

  /// The rows or columns of a square that are inside.
  @inline(__always)
  private func inside(_ first: Int, _ size: Int, _ length: Int) -> Range<Int> {
    max(0, -first)..<min(size, length - first)
  }
}
