extension Correlation {
  /// Continues all sums of the gradient with respect to the weights by the target pixels of these images, in the order of
  /// `weightGradient`, for target channels that fit into one panel.
  ///
  /// The source floats under one row of a window follow each other, whichever taps they belong to: they are a *run*. So
  /// the rows of a tile are elements of a run, and few channels fill a tall tile all the same. No run sticks out of a
  /// source row: `framed` sees to that.
  @inline(__always)
  func addRunGradient<Shape: RegisterTile>(
    _: Shape.Type, _ source: UnsafePointer<Float>, _ panels: Panels,
    into output: UnsafeMutablePointer<Float>, isFirst: Bool, on workers: Workers
  ) {
    let runLength = horizontal.taps * channels
    let partsPerRun = divideRoundingUp(runLength, Shape.rows)
    workers.run(vertical.taps * partsPerRun) { task in
      let (rowTap, part) = task.quotientAndRemainder(dividingBy: partsPerRun)
      let elements = part * Shape.rows..<min((part + 1) * Shape.rows, runLength)
      let firstRun = Shape.LeftRows(
        source + rowTap * sourceRow + horizontal.first * channels + elements.lowerBound,
        count: elements.count
      ) { $0 }
      let width = panels.width(0)
      let target = output + (rowTap * runLength + elements.lowerBound) * targetChannels

      var tile = Shape()
      if !isFirst {
        tile.resume(rows: elements.count, width: width, target, stride: targetChannels)
      }
      for image in 0..<images {
        for row in vertical.positions(of: rowTap) {
          tile.accumulate(
            firstRun + (image * sourceImage + vertical.position(row) * sourceRow),
            stride: horizontal.step * channels,
            panels[0] + (image * vertical.count + row) * horizontal.count * Shape.Columns.width,
            depth: horizontal.count)
        }
      }
      tile.addZero()
      tile.store(rows: elements.count, width: width, target) { $0 * targetChannels }
    }
  }

  /// The same correlation of images in a *frame*: with zeros left and right of each row, as many as its windows stick
  /// out; nil where they do not, or where the sums are too wide for runs.
  var framed: Correlation? {
    let axis = horizontal.framed
    if axis.source == horizontal.source || Panels.rowWidth(columns: targetChannels) == TileRow.width
    {
      return nil
    }
    return Correlation(
      images: images, channels: channels, targetChannels: targetChannels, vertical: vertical,
      horizontal: axis)
  }

  /// Copies images into frames, [images, vertical.source, horizontal.framed.source, channels].
  func frame(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let (left, row) = (horizontal.before * channels, horizontal.framed.source * channels)
    workers.run(images * vertical.source) { line in
      let target = target + line * row
      target.update(repeating: 0, count: left)
      copy(source + line * sourceRow, to: target + left, count: sourceRow)
      (target + left + sourceRow).update(repeating: 0, count: row - left - sourceRow)
    }
  }
}

extension WindowAxis {
  /// The source positions that windows see before the source.
  fileprivate var before: Int { max(0, -first) }

  /// The same windows on a source with so many zeros before and after it that no window sticks out.
  fileprivate var framed: WindowAxis {
    let after = max(0, position(count - 1) + taps - source)
    return WindowAxis(
      source: before + source + after, taps: taps, step: step, first: first + before, count: count,
      targetSize: targetSize, targetFirst: targetFirst, targetStep: targetStep)
  }
}
