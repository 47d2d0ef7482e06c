extension Correlation {
  /// The gradient with respect to the weights, [vertical.taps, horizontal.taps, channels, targetChannels].
  ///
  /// Every element is one chain of fma from +0 over the target pixels in ascending (image, row, column),
  /// without those that see the element's tap outside the source, and +0 added at the end.
  ///
  /// The chains run over the batch, so they are long and the operands large. Each is cut into chunks of
  /// images whose operands stay in the outer cache while all outputs pass by, and these into pieces
  /// whose operands stay in the inner one. In between a partial sum rests in `output`, which changes no
  /// bits (other than −0 to +0, as the end would).
  ///
  /// - Parameter targetGradient: without gaps, so that target and source have as many pixels as the axes.
  func weightGradient(
    _ source: UnsafePointer<Float>, _ targetGradient: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    if targetChannels <= ThinPass.mostChannels && vertical.taps * horizontal.taps > 1 {
      return thinWeightGradient(source, targetGradient, into: output, on: workers)
    }
    weightGradient(source, into: output, on: workers) { images, room in
      let gradient = targetGradient + images.lowerBound * targetImage
      if let panels = room.standing(at: gradient) { return panels }
      room.pack(gradient, rowStride: targetChannels, columnStride: 1, on: workers)
      return room
    }
  }

  /// The same, with target gradients that come a few images at a time.
  ///
  /// - Parameter pack: gives those of the given images, in `room` where they are not in panels already; called with
  ///   consecutive images.
  func weightGradient(
    _ source: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, on workers: Workers,
    pack: (_ images: Range<Int>, _ room: Panels) -> Panels
  ) {
    let pixels = vertical.count * horizontal.count
    let imagesPerChunk = max(1, min(images, (1 << 17) / (pixels * targetChannels)))
    // A tile takes six channels at a time. Where there are fewer, the windows are written down, so
    // that all taps together can count as channels.
    let isGathered = channels < Tile<TileRow>.rows && vertical.taps * horizontal.taps > 1
    let framed = isGathered ? nil : self.framed
    let panelSize = Panels.size(depth: imagesPerChunk * pixels, columns: targetChannels)
    let copySize = isGathered ? pixels * depth : framed?.sourceImage ?? 0
    let scratch = workers.scratch(panelSize + imagesPerChunk * copySize)
    let copied = scratch + panelSize
    for firstImage in stride(from: 0, to: images, by: imagesPerChunk) {
      var chunk = self
      chunk.images = min(imagesPerChunk, images - firstImage)
      var chunkSource = source + firstImage * sourceImage
      let panels = pack(
        firstImage..<firstImage + chunk.images,
        Panels(storage: scratch, depth: chunk.images * pixels, columns: targetChannels))
      if isGathered {
        chunk.gather(chunkSource, into: copied, on: workers)
        chunkSource = UnsafePointer(copied)
        chunk = .product(rows: depth, columns: targetChannels, steps: panels.depth)
      } else if var framed {
        chunk.frame(chunkSource, into: copied, on: workers)
        chunkSource = UnsafePointer(copied)
        framed.images = chunk.images
        chunk = framed
      }
      chunk.addWeightGradient(
        chunkSource, panels, into: output, isFirst: firstImage == 0, on: workers)
    }
  }

  /// The correlation whose weight gradient is a product [steps, rows]ᵀ · [steps, columns].
  static func product(rows: Int, columns: Int, steps: Int) -> Correlation {
    Correlation(
      images: 1, channels: rows, targetChannels: columns,
      vertical: .dense(1), horizontal: .dense(steps))
  }

  /// Writes down what each target pixel sees: [target pixels, depth], zeros outside the source.
  private func gather(
    _ source: UnsafePointer<Float>, into windows: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let runLength = horizontal.taps * channels
    workers.run(images * vertical.count) { line in
      let (image, row) = line.quotientAndRemainder(dividingBy: vertical.count)
      let rowTaps = vertical.inside(row)
      for column in 0..<horizontal.count {
        let columnTaps = horizontal.inside(column)
        let window = windows + (line * horizontal.count + column) * depth
        if rowTaps.count < vertical.taps || columnTaps.count < horizontal.taps {
          window.update(repeating: 0, count: depth)
        }
        for tap in rowTaps {
          copy(
            source + image * sourceImage + (vertical.position(row) + tap) * sourceRow
              + (horizontal.position(column) + columnTaps.lowerBound) * channels,
            to: window + tap * runLength + columnTaps.lowerBound * channels,
            count: columnTaps.count * channels)
        }
      }
    }
  }

  /// Continues all sums by the target pixels of these images, whose gradients are in `panels`.
  func addWeightGradient(
    _ source: UnsafePointer<Float>, _ panels: Panels,
    into output: UnsafeMutablePointer<Float>, isFirst: Bool, on workers: Workers
  ) {
    #if !SCALAR
      if panels.rowWidth == Eight.width {
        return addRunGradient(
          TallTile<Eight>.self, source, panels, into: output, isFirst: isFirst, on: workers)
      }
    #endif
    #if AVX512
      if panels.rowWidth == lanes {
        return addRunGradient(
          TallTile<Vector>.self, source, panels, into: output, isFirst: isFirst, on: workers)
      }
    #endif
    let taps = vertical.taps * horizontal.taps
    let tileCount = divideRoundingUp(channels, Tile<TileRow>.rows)
    let channelsPerTask = Tile<TileRow>.rows * min(8, divideRoundingUp(tileCount * taps, 8))
    let panelsPerTask = 4
    let panelTasks = divideRoundingUp(panels.count, panelsPerTask)
    let tasksPerTap = divideRoundingUp(channels, channelsPerTask) * panelTasks
    workers.run(taps * tasksPerTap) { task in
      let (tap, part) = task.quotientAndRemainder(dividingBy: tasksPerTap)
      let firstChannel = part / panelTasks * channelsPerTask
      let firstPanel = part % panelTasks * panelsPerTask
      var isFirst = isFirst
      forEachPiece { lines, columns in
        for panel in firstPanel..<min(firstPanel + panelsPerTask, panels.count) {
          addWeightGradient(
            tap, channels: firstChannel..<min(firstChannel + channelsPerTask, channels),
            source, panels, panel, lines: lines, columns: columns, into: output, isFirst: isFirst)
        }
        isFirst = false
      }
    }
  }

  /// Cuts the target pixels into pieces of some 256: several lines, or a part of one.
  @inline(__always)
  private func forEachPiece(_ body: (_ lines: Range<Int>, _ columns: Range<Int>) -> Void) {
    let pixelsPerPiece = 256
    let lines = images * vertical.count
    let linesPerPiece = max(1, pixelsPerPiece / max(1, horizontal.count))
    for line in stride(from: 0, to: lines, by: linesPerPiece) {
      for column in stride(from: 0, to: horizontal.count, by: pixelsPerPiece) {
        body(
          line..<min(line + linesPerPiece, lines),
          column..<min(column + pixelsPerPiece, horizontal.count))
      }
    }
  }

  /// Continues the sums of one tap, some of its channels and one panel by one piece.
  @inline(__always)
  private func addWeightGradient(
    _ tap: Int, channels block: Range<Int>, _ source: UnsafePointer<Float>,
    _ panels: Panels, _ panel: Int, lines: Range<Int>, columns: Range<Int>,
    into output: UnsafeMutablePointer<Float>, isFirst: Bool
  ) {
    let (rowTap, columnTap) = tap.quotientAndRemainder(dividingBy: horizontal.taps)
    let rows = vertical.positions(of: rowTap)
    let columns = horizontal.positions(of: columnTap).clamped(to: columns)
    let width = panels.width(panel)
    let right = panels[panel] + columns.lowerBound * TileRow.width
    let left =
      source + (vertical.first + rowTap) * sourceRow
      + (horizontal.position(columns.lowerBound) + columnTap) * channels
    let target = output + tap * channels * targetChannels + panel * TileRow.width
    for channel in stride(from: block.lowerBound, to: block.upperBound, by: Tile<TileRow>.rows) {
      let count = min(Tile<TileRow>.rows, block.upperBound - channel)
      let start = SixRowPointers(left + channel, count: count) { $0 }
      var tile = Tile<TileRow>()
      let sums = target + channel * targetChannels
      if !isFirst { tile.resume(rows: count, width: width, sums, stride: targetChannels) }
      var (image, row) = lines.lowerBound.quotientAndRemainder(dividingBy: vertical.count)
      for line in lines {
        if row >= rows.lowerBound && row < rows.upperBound {
          tile.accumulate(
            start + (image * sourceImage + row * vertical.step * sourceRow),
            stride: horizontal.step * channels,
            right + line * horizontal.count * TileRow.width, depth: columns.count)
        }
        row += 1
        if row == vertical.count { (image, row) = (image + 1, 0) }
      }
      tile.addZero()
      tile.store(rows: count, width: width, sums) { $0 * targetChannels }
    }
  }
}

/// Copies a few floats without the cost of a call.
@inline(__always)
func copy(
  _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int
) {
  var i = 0
  while i + lanes <= count {
    store(load(source + i), target + i)
    i += lanes
  }
  while i < count {
    target[i] = source[i]
    i += 1
  }
}
