/// Normalisation of the columns of matrices [groups, rows, columns] to mean 0 and variance 1, each column of each group by itself, with a
/// scale and an offset for each column.
///
/// Batch normalisation has one group: all examples, or all pixels of all images. Instance normalisation has a group for each image.
///
/// Sums over the rows of a column are chains from +0 within blocks of 512 rows, the blocks added in ascending order. Threads take
/// blocks of rows of up to 64 columns.
public struct ColumnNormalization: Sendable, Equatable {
  /// The number of matrices that are normalised by themselves.
  public let groups: Int
  /// The rows of a group.
  public let rows: Int
  /// The number of columns: features or channels.
  public let columns: Int
  /// Added to the variance before the root.
  public let epsilon: Float

  /// Makes a normalisation of the given sizes.
  public init(groups: Int = 1, rows: Int, columns: Int, epsilon: Float) {
    self.groups = groups
    self.rows = rows
    self.columns = columns
    self.epsilon = epsilon
  }

  private static let rowsPerBlock = 512
  private static let columnsPerTask = 4 * lanes

  var blocks: Int { divideRoundingUp(rows, Self.rowsPerBlock) }

  /// Calls `body` for the parts of all matrices that tasks take: the rows of a block of a group, counted over all groups, and up to 64
  /// columns.
  @inline(__always)
  func forEachPart(on workers: Workers, _ body: (_ part: Part) -> Void) {
    let panels = divideRoundingUp(columns, Self.columnsPerTask)
    workers.run(groups * blocks * panels) { task in
      let (place, panel) = task.quotientAndRemainder(dividingBy: panels)
      let (group, block) = place.quotientAndRemainder(dividingBy: blocks)
      let first = group * rows + block * Self.rowsPerBlock
      body(
        Part(
          place: place, group: group,
          rows: first..<min(first + Self.rowsPerBlock, (group + 1) * rows),
          columns: panel * Self.columnsPerTask..<min((panel + 1) * Self.columnsPerTask, columns)))
    }
  }

  struct Part {
    /// The number of the block among those of all groups.
    let place: Int
    let group: Int
    let rows: Range<Int>
    let columns: Range<Int>
  }

  /// Adds up the blocks' sums, [groups · blocks, columns], for every group, to [groups, columns].
  @inline(__always)
  func combine(
    _ sums: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
    _ finish: (Vector) -> Vector
  ) {
    for group in 0..<groups {
      forEachVector(columns) { column, width in
        var total = Vector()
        for block in group * blocks..<(group + 1) * blocks {
          total += load(sums + block * columns + column, channels: width)
        }
        store(finish(total), out + group * columns + column, channels: width)
      }
    }
  }

  /// The mean of each column of each group and its biased variance, the mean square distance from the mean: [groups, columns].
  public func moments(
    _ x: UnsafePointer<Float>, mean: UnsafeMutablePointer<Float>,
    variance: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let count = Vector(repeating: Float(rows))
    let sums = workers.scratch(groups * blocks * columns)
    forEachPart(on: workers) { part in
      forEachVector(part.columns) { column, width in
        var sum = Vector()
        for row in part.rows { sum += load(x + row * columns + column, channels: width) }
        store(sum, sums + part.place * columns + column, channels: width)
      }
    }
    combine(sums, into: mean) { $0 / count }
    forEachPart(on: workers) { part in
      forEachVector(part.columns) { column, width in
        let center = load(mean + part.group * columns + column, channels: width)
        var sum = Vector()
        for row in part.rows {
          let distance = load(x + row * columns + column, channels: width) - center
          sum += distance * distance
        }
        store(sum, sums + part.place * columns + column, channels: width)
      }
    }
    combine(sums, into: variance) { $0 / count }
  }

  /// `output = fma((x − mean) · (1 / √(variance + ε)), scale, offset)`, column by column.
  public func normalize(
    _ x: UnsafePointer<Float>, mean: UnsafePointer<Float>, variance: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, offset: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachPart(on: workers) { part in
      forEachVector(part.columns) { column, width in
        let moment = part.group * columns + column
        let center = load(mean + moment, channels: width)
        let inverse = 1 / (load(variance + moment, channels: width) + epsilon).squareRoot()
        let factor = load(scale + column, channels: width)
        let shift = load(offset + column, channels: width)
        for row in part.rows {
          let position = row * columns + column
          let unit = (load(x + position, channels: width) - center) * inverse
          store(shift.addingProduct(unit, factor), output + position, channels: width)
        }
      }
    }
  }
}
