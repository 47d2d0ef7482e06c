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
    #if !SCALAR
      if panels.rowWidth == Eight.width {
        return run(TallTile<Eight>.self, source, panels, into: target, epilogue, on: workers)
      }
    #endif
    #if AVX512
      if panels.rowWidth == lanes {
        return run(TallTile<Vector>.self, source, panels, into: target, epilogue, on: workers)
      }
    #endif
    run(Tile<TileRow>.self, source, panels, into: target, epilogue, on: workers)
  }

  /// The same with tiles of one shape, whose rows are pixels that have the same taps inside: in the middle of a row
  /// some neighbours and, where an image has no more of them, those of the next image; at its ends one pixel of
  /// several images.
  @inline(__always)
  private func run<Shape: RegisterTile>(
    _ shape: Shape.Type, _ source: UnsafePointer<Float>, _ panels: Panels,
    into target: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers
  ) {
    let middle = horizontal.whole
    if horizontal.count == 1 {
      // Nothing overlaps, so a panel stays in the inner cache for many images.
      return forEachTask(images: 24, panels, panelsAtOnce: 1, on: workers) { row, images, panels in
        for first in stride(from: images.lowerBound, to: images.upperBound, by: Shape.rows) {
          multiply(
            shape, row, 0, source + first * sourceImage,
            count: min(Shape.rows, images.upperBound - first), panels,
            into: target + first * targetImage + self.target(row, 0), epilogue
          ) { Place(source: $0 * sourceImage, target: $0 * targetImage) }
        }
      }
    }
    // Neighbouring windows overlap, what is written lies side by side, and all panels stay in the outer cache. Twelve
    // images fill whole tiles.
    let imagesPerTask = 12
    let mostImages = min(imagesPerTask, images)
    withUnsafeTemporaryAllocation(of: Place.self, capacity: mostImages * middle.count + 1) { room in
      guard let places = room.baseAddress else { return }
      for image in 0..<mostImages {
        for column in 0..<middle.count {
          places[image * middle.count + column] = Place(
            source: image * sourceImage + column * horizontal.step * channels,
            target: image * targetImage + column * horizontal.targetStep * targetChannels)
        }
      }
      forEachTask(images: imagesPerTask, panels, panelsAtOnce: panelsPerTask, on: workers) {
        row, images, panels in
        let source = source + images.lowerBound * sourceImage
        let target = target + images.lowerBound * targetImage
        var column = 0
        while column < horizontal.count {
          let pixel = target + self.target(row, column)
          if column == middle.lowerBound && !middle.isEmpty {
            let count = images.count * middle.count
            for first in stride(from: 0, to: count, by: Shape.rows) {
              multiply(
                shape, row, column, source, count: min(Shape.rows, count - first), panels,
                into: pixel, epilogue
              ) { places[first + $0] }
            }
            column = middle.upperBound
          } else {
            for first in stride(from: 0, to: images.count, by: Shape.rows) {
              multiply(
                shape, row, column, source + first * sourceImage,
                count: min(Shape.rows, images.count - first), panels,
                into: pixel + first * targetImage, epilogue
              ) { Place(source: $0 * sourceImage, target: $0 * targetImage) }
            }
            column += 1
          }
        }
      }
    }
  }

  /// The panels of a task.
  private var panelsPerTask: Int { 8 }

  /// Cuts the target into tasks of one row of some images and up to eight panels, in ascending (images, row, panels), and calls
  /// `body` with these, `panelsAtOnce` panels at a time.
  ///
  /// Neighbouring tasks go to one thread, which then has whole images, as it has in element-wise operations.
  @inline(__always)
  private func forEachTask(
    images imagesPerTask: Int, _ panels: Panels, panelsAtOnce: Int, on workers: Workers,
    _ body: (_ row: Int, _ images: Range<Int>, _ panels: PanelRange) -> Void
  ) {
    let panelTasks = divideRoundingUp(panels.count, panelsPerTask)
    let parts = divideRoundingUp(images, imagesPerTask)
    workers.run(parts * vertical.count * panelTasks) { task in
      let (part, place) = task.quotientAndRemainder(dividingBy: vertical.count * panelTasks)
      let (row, panelTask) = place.quotientAndRemainder(dividingBy: panelTasks)
      let firstImage = part * imagesPerTask
      let firstPanel = panelTask * panelsPerTask
      let endPanel = min(firstPanel + panelsPerTask, panels.count)
      for panel in stride(from: firstPanel, to: endPanel, by: panelsAtOnce) {
        body(
          row, firstImage..<min(firstImage + imagesPerTask, images),
          PanelRange(panels: panels, range: panel..<min(panel + panelsAtOnce, endPanel)))
      }
    }
  }

  /// Some neighbouring panels.
  private struct PanelRange {
    let panels: Panels, range: Range<Int>
  }

  /// Where a pixel's window starts in the source, and where the pixel is, from those of the first pixel on.
  private struct Place {
    let source: Int, target: Int
  }

  /// A tile of `count` pixels and some panels of channels.
  ///
  /// - Parameter place: where each of the pixels is, from the given one (`row`, `column`) on.
  @inline(__always)
  private func multiply<Shape: RegisterTile>(
    _: Shape.Type, _ row: Int, _ column: Int, _ source: UnsafePointer<Float>, count: Int,
    _ panels: PanelRange, into pixel: UnsafeMutablePointer<Float>, _ epilogue: Epilogue,
    _ place: (_ index: Int) -> Place
  ) {
    let rowTaps = vertical.inside(row)
    let columnTaps = horizontal.inside(column)
    let length = columnTaps.count * channels
    let corner =
      source + (vertical.position(row) + rowTaps.lowerBound) * sourceRow
      + (horizontal.position(column) + columnTaps.lowerBound) * channels
    let firstWindows = Shape.LeftRows(corner, count: count) { place($0).source }
    for panel in panels.range {
      let width = panels.panels.width(panel)
      var windows = firstWindows
      var tile = Shape()
      for tap in rowTaps {
        let first = (tap * horizontal.taps + columnTaps.lowerBound) * channels
        tile.accumulate(
          windows, stride: 1, panels.panels[panel] + first * Shape.Columns.width, depth: length)
        windows = windows + sourceRow
      }
      tile.addZero()
      tile.store(
        epilogue, column: panel * Shape.Columns.width, rows: count, width: width,
        pixel + panel * Shape.Columns.width
      ) { place($0).target }
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

  /// The target positions whose taps are all inside the source.
  var whole: Range<Int> {
    taps == 0 ? 0..<count : positions(of: 0).clamped(to: positions(of: taps - 1))
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
