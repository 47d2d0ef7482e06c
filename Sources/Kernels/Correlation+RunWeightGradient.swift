extension Correlation {
  /// Continues all sums of the gradient with respect to the weights by the target pixels of these images, in the order of
  /// `weightGradient`, for target channels that fit into one panel.
  ///
  /// The source floats under one row of a window follow each other, whichever taps they belong to: they are a *run*. So
  /// the rows of a tile are elements of a run, and few channels fill a tall tile all the same.
  @inline(__always)
  func addRunGradient<Shape: RegisterTile>(
    _: Shape.Type, _ source: UnsafePointer<Float>, _ panels: Panels,
    into output: UnsafeMutablePointer<Float>, isFirst: Bool, on workers: Workers
  ) {
    let runLength = horizontal.taps * channels
    let partsPerRun = divideRoundingUp(runLength, Shape.rows)
    workers.run(vertical.taps * partsPerRun, room: Shape.rows) { task, window in
      let (rowTap, part) = task.quotientAndRemainder(dividingBy: partsPerRun)
      let elements = part * Shape.rows..<min((part + 1) * Shape.rows, runLength)
      // The columns that see all elements inside the source.
      let middle = (0..<horizontal.count).clamped(to: columns(seeing: elements))
      let offset = horizontal.first * channels + elements.lowerBound
      let sourceStep = horizontal.step * channels
      let width = panels.width(0)
      let target = output + (rowTap * runLength + elements.lowerBound) * targetChannels

      var tile = Shape()
      if !isFirst {
        tile.resume(rows: elements.count, width: width, target, stride: targetChannels)
      }
      for image in 0..<images {
        for row in vertical.positions(of: rowTap) {
          let line = source + image * sourceImage + (vertical.position(row) + rowTap) * sourceRow
          let gradients =
            panels[0] + (image * vertical.count + row) * horizontal.count * Shape.Columns.width
          for column in 0..<middle.lowerBound {
            addEdge(column)
          }
          tile.accumulate(
            Shape.LeftRows(line + offset + middle.lowerBound * sourceStep, count: elements.count) {
              $0
            },
            stride: sourceStep, gradients + middle.lowerBound * Shape.Columns.width,
            depth: middle.count)
          for column in middle.upperBound..<horizontal.count {
            addEdge(column)
          }

          /// A pixel whose window sticks out, with zeros for what is outside.
          @inline(__always)
          func addEdge(_ column: Int) {
            let first = offset + column * sourceStep
            for element in 0..<elements.count {
              let place = first + element
              window[element] = place >= 0 && place < sourceRow ? line[place] : 0
            }
            tile.accumulate(
              Shape.LeftRows(window, count: elements.count) { $0 }, stride: 1,
              gradients + column * Shape.Columns.width, depth: 1)
          }
        }
      }
      tile.addZero()
      tile.store(rows: elements.count, width: width, target, stride: targetChannels)
    }
  }

  /// The target columns for which some elements of a run are all inside the source.
  private func columns(seeing elements: Range<Int>) -> Range<Int> {
    let offset = horizontal.first * channels, sourceStep = horizontal.step * channels
    let lower = divideRoundingUp(max(0, -offset - elements.lowerBound), sourceStep)
    let end = sourceRow - offset - elements.upperBound
    let upper = end < 0 ? 0 : end / sourceStep + 1
    return min(lower, horizontal.count)..<max(min(lower, horizontal.count), upper)
  }
}
