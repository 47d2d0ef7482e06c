/// What a convolution and its input gradient share: every element of a target image is a sum over a
/// window of a source image.
///
/// Source [images, vertical.source, horizontal.source, channels]; weights [vertical.taps ·
/// horizontal.taps · channels, targetChannels], packed; target [images, vertical.targetSize,
/// horizontal.targetSize, targetChannels], of which the positions of the two axes are written.
///
/// Every element is one chain of fma from +0 over the window in ascending (row, column, channel), and +0
/// added at the end. What a window sees outside the source counts for nothing. With finite operands that is
/// the same as taking it for zeros, for the +0 at the end removes the one trace of a zero that
/// was added, the sign of a sum that is zero. So each kernel does what is faster.
struct Correlation {
  var images: Int
  let channels, targetChannels: Int
  let vertical, horizontal: WindowAxis

  /// The floats of one source row, one source image, and one target image.
  var sourceRow: Int { horizontal.source * channels }
  var sourceImage: Int { vertical.source * sourceRow }
  var targetImage: Int { vertical.targetSize * horizontal.targetSize * targetChannels }

  /// The length of a window's chain.
  var depth: Int { vertical.taps * horizontal.taps * channels }

  /// The distance from a target image's start to the pixel that the axes number (`row`, `column`).
  @inline(__always)
  func target(_ row: Int, _ column: Int) -> Int {
    (vertical.target(row) * horizontal.targetSize + horizontal.target(column)) * targetChannels
  }

  /// The floats of working memory that `run` needs.
  var scratchSize: Int { Panels.size(depth: depth, columns: targetChannels) }

  /// Computes the target positions of the axes.
  ///
  /// - Parameter panels: the weights; may rest in the scratch memory.
  func run(
    _ source: UnsafePointer<Float>, _ panels: Panels, into target: UnsafeMutablePointer<Float>,
    _ epilogue: Epilogue, on workers: Workers
  ) {
    // A task: one row of up to 24 images and up to eight panels. Six images go along the row together: a window
    // overlaps the one before it, what is written lies side by side, and all panels stay in the outer cache.
    // The images of a tile have the same taps inside, so the others need not be multiplied.
    let imagesPerTask = 4 * Tile.rows
    let panelsPerTask = 8
    // Where a row is one pixel, nothing overlaps, and a panel rather stays in the inner cache for all images.
    let panelsAtOnce = horizontal.count == 1 ? 1 : panelsPerTask
    let imageTasks = divideRoundingUp(images, imagesPerTask)
    let panelTasks = divideRoundingUp(panels.count, panelsPerTask)
    let tasksPerRow = imageTasks * panelTasks
    workers.run(vertical.count * tasksPerRow) { task in
      let (row, part) = task.quotientAndRemainder(dividingBy: tasksPerRow)
      let firstImage = part / panelTasks * imagesPerTask
      let firstPanel = part % panelTasks * panelsPerTask
      let endPanel = min(firstPanel + panelsPerTask, panels.count)
      let endImage = min(firstImage + imagesPerTask, images)
      for panel in stride(from: firstPanel, to: endPanel, by: panelsAtOnce) {
        for image in stride(from: firstImage, to: endImage, by: Tile.rows) {
          for column in 0..<horizontal.count {
            multiply(
              row, column, source + image * sourceImage,
              images: min(Tile.rows, endImage - image),
              panels, panel..<min(panel + panelsAtOnce, endPanel),
              into: target + image * targetImage + self.target(row, column), epilogue)
          }
        }
      }
    }
  }

  /// One pixel of up to six images, some panels of channels.
  @inline(__always)
  private func multiply(
    _ row: Int, _ column: Int, _ source: UnsafePointer<Float>, images: Int,
    _ panels: Panels, _ panelRange: Range<Int>, into pixel: UnsafeMutablePointer<Float>,
    _ epilogue: Epilogue
  ) {
    let rowTaps = vertical.inside(row), columnTaps = horizontal.inside(column)
    let length = columnTaps.count * channels
    let corner =
      source + (vertical.position(row) + rowTaps.lowerBound) * sourceRow
      + (horizontal.position(column) + columnTaps.lowerBound) * channels
    let firstWindows = TileRows(corner, count: images) { $0 * sourceImage }
    for panel in panelRange {
      let width = panels.width(panel)
      var windows = firstWindows
      var tile = Tile()
      for tap in rowTaps {
        let first = (tap * horizontal.taps + columnTaps.lowerBound) * channels
        tile.accumulate(windows, panels[panel] + first * TileRow.width, depth: length)
        windows = windows + sourceRow
      }
      tile.addZero()
      tile.store(
        epilogue, column: panel * TileRow.width, rows: images, width: width,
        pixel + panel * TileRow.width, stride: targetImage)
    }
  }
}

/// One direction of a correlation: which source positions each target position sums over.
struct WindowAxis {
  /// The rows or columns of a source image.
  let source: Int
  /// The taps of a window, and the distance between the windows of neighbouring target positions.
  let taps: Int, step: Int
  /// The source position of the first tap of target position 0; negative if it is outside.
  let first: Int
  /// The number of target positions.
  let count: Int
  /// The rows or columns of a target image; the one that is position 0, and the distance to the next.
  let targetSize: Int, targetFirst: Int, targetStep: Int

  /// Every position for itself.
  static func dense(_ count: Int) -> WindowAxis {
    WindowAxis(
      source: count, taps: 1, step: 1, first: 0, count: count,
      targetSize: count, targetFirst: 0, targetStep: 1)
  }

  /// The source position of the first tap at target position `index`.
  @inline(__always)
  func position(_ index: Int) -> Int { first + index * step }

  /// The taps at target position `index` that are inside the source.
  @inline(__always)
  func inside(_ index: Int) -> Range<Int> {
    let position = self.position(index)
    let lower = min(max(0, -position), taps)
    return lower..<max(lower, min(taps, source - position))
  }

  /// The target positions whose tap `tap` is inside the source.
  @inline(__always)
  func positions(of tap: Int) -> Range<Int> {
    let lower = min(divideRoundingUp(max(0, -first - tap), step), count)
    return lower..<max(lower, min(count, divideRoundingUp(max(0, source - first - tap), step)))
  }

  /// The row or column of target position `index`.
  @inline(__always)
  func target(_ index: Int) -> Int { targetFirst + index * targetStep }
}

extension Tile {
  /// Every row plus `row`.
  @inline(__always)
  func adding(_ row: TileRow) -> Tile {
    var tile = self
    tile.row0 = row0 + row
    tile.row1 = row1 + row
    tile.row2 = row2 + row
    tile.row3 = row3 + row
    tile.row4 = row4 + row
    tile.row5 = row5 + row
    return tile
  }

  /// Adds +0 to every element: −0 becomes +0, anything else stays.
  @inline(__always)
  mutating func addZero() { self = adding(TileRow(repeating: 0)) }
}
