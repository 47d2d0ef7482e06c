/// A linear map of images that is one map along the rows after another one along the columns, the same for every image and channel.
public struct SeparableMap: Sendable, Equatable {
  /// The number of images.
  public let images: Int
  /// The channels of a pixel.
  public let channels: Int
  /// From the rows of the source to those of the target.
  public let rows: AxisMap
  /// From the columns of the source to those of the target.
  public let columns: AxisMap

  /// Makes a map of images [images, rows.source, columns.source, channels].
  public init(images: Int, channels: Int, rows: AxisMap, columns: AxisMap) {
    self.images = images
    self.channels = channels
    self.rows = rows
    self.columns = columns
  }

  /// The map of gradients of the target to gradients of the source.
  public var transposed: SeparableMap {
    SeparableMap(
      images: images, channels: channels, rows: rows.transposed, columns: columns.transposed)
  }

  /// The floats of all source images.
  public var sourceCount: Int { images * rows.source * columns.source * channels }
  /// The floats of all target images.
  public var targetCount: Int { images * rows.target * columns.target * channels }

  /// Computes the target images, [images, rows.target, columns.target, channels].
  ///
  /// Every element is a chain of fma from +0 over source columns, in ascending order, of what is a chain of fma from +0 over source
  /// rows, in ascending order.
  public func callAsFunction(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let sourceRow = columns.source * channels, targetRow = columns.target * channels
    workers.run(images * rows.target, room: sourceRow) { task, line in
      let (image, row) = task.quotientAndRemainder(dividingBy: rows.target)
      let pixels = source + image * rows.source * sourceRow
      combineRows(pixels, of: row, length: sourceRow, into: line)
      combineColumns(line, into: target + task * targetRow)
    }
  }

  /// The weighted sum of source rows that target row `row` is made from.
  @inline(__always)
  private func combineRows(
    _ pixels: UnsafePointer<Float>, of row: Int, length: Int, into line: UnsafeMutablePointer<Float>
  ) {
    let entries = rows.entries(of: row)
    forEachVector(length) { start, width in
      var sum = Vector()
      for entry in entries {
        sum.addProduct(
          Vector(repeating: rows.weights[entry]),
          load(pixels + rows.indices[entry] * length + start, channels: width))
      }
      store(sum, line + start, channels: width)
    }
  }

  /// The weighted sums of the pixels of a row.
  @inline(__always)
  private func combineColumns(
    _ line: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>
  ) {
    for column in 0..<columns.target {
      let entries = columns.entries(of: column)
      let pixel = target + column * channels
      if channels < lanes / 2 {
        for channel in 0..<channels {
          var sum: Float = 0
          for entry in entries {
            sum.addProduct(
              columns.weights[entry], line[columns.indices[entry] * channels + channel])
          }
          pixel[channel] = sum
        }
      } else {
        forEachVector(channels) { start, width in
          var sum = Vector()
          for entry in entries {
            sum.addProduct(
              Vector(repeating: columns.weights[entry]),
              load(line + columns.indices[entry] * channels + start, channels: width))
          }
          store(sum, pixel + start, channels: width)
        }
      }
    }
  }
}
