extension Correlation {
  /// The gradient with respect to the weights, in the order of `weightGradient`, for few target channels.
  ///
  /// A vector of target channels would be mostly empty. So a vector is made of sixteen neighbouring
  /// elements under one row of the window, of which every lane is a chain of its own.
  func thinWeightGradient(
    _ source: UnsafePointer<Float>, _ targetGradient: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let framed = FramedRows(self)
    let imagesPerChunk = max(1, min(images, (1 << 18) / (vertical.source * framed.rowLength)))
    let storage = workers.scratch(imagesPerChunk * vertical.source * framed.rowLength + lanes)
    let vectorsPerRow = divideRoundingUp(horizontal.taps * channels, lanes)
    let partsPerRow = divideRoundingUp(vectorsPerRow, RunTile.vectors)
    for firstImage in stride(from: 0, to: images, by: imagesPerChunk) {
      let chunk = firstImage..<min(firstImage + imagesPerChunk, images)
      workers.run(chunk.count) { image in
        framed.fill(
          storage + image * vertical.source * framed.rowLength,
          from: source + (firstImage + image) * sourceImage)
      }
      workers.run(vertical.taps * partsPerRow * targetChannels) { task in
        let (part, channel) = task.quotientAndRemainder(dividingBy: targetChannels)
        addRun(
          storage, framed, rowTap: part / partsPerRow,
          firstElement: part % partsPerRow * RunTile.vectors * lanes, channel: channel,
          targetGradient, images: chunk, into: output)
      }
    }
  }

  /// Continues the sums of up to five vectors of elements under one row of the window, and one target
  /// channel.
  @inline(__always)
  private func addRun(
    _ storage: UnsafePointer<Float>, _ framed: FramedRows, rowTap: Int, firstElement: Int,
    channel: Int, _ targetGradient: UnsafePointer<Float>, images: Range<Int>,
    into output: UnsafeMutablePointer<Float>
  ) {
    let runLength = horizontal.taps * channels
    let count = min(RunTile.vectors * lanes, runLength - firstElement)
    let target = output + (rowTap * runLength + firstElement) * targetChannels + channel
    let rows = vertical.positions(of: rowTap)
    var tile = RunTile()
    if images.lowerBound > 0 { tile.resume(target, stride: targetChannels, count: count) }
    for image in images {
      for row in rows {
        let line = (image - images.lowerBound) * vertical.source + vertical.position(row) + rowTap
        let pixel = (image * vertical.count + row) * horizontal.count
        tile.accumulate(
          storage + line * framed.rowLength + firstElement, stride: horizontal.step * channels,
          last: (count - 1) / lanes,
          targetGradient + pixel * targetChannels + channel, stride: targetChannels,
          depth: horizontal.count)
      }
    }
    tile.store(target, stride: targetChannels, count: count)
  }
}

/// Source rows with zeros left and right, so that windows may stick out there.
private struct FramedRows {
  let left, width, rowLength, rows: Int

  init(_ correlation: Correlation) {
    let (horizontal, channels) = (correlation.horizontal, correlation.channels)
    left = max(0, -horizontal.first) * channels
    width = horizontal.source * channels
    let end = horizontal.position(horizontal.count - 1) + horizontal.taps
    rowLength = left + max(width, end * channels)
    rows = correlation.vertical.source
  }

  func fill(_ target: UnsafeMutablePointer<Float>, from image: UnsafePointer<Float>) {
    for row in 0..<rows {
      let line = target + row * rowLength
      line.update(repeating: 0, count: left)
      (line + left).update(from: image + row * width, count: width)
      (line + left + width).update(repeating: 0, count: rowLength - left - width)
    }
  }
}

/// Five vectors of elements whose sums are kept in registers.
private struct RunTile {
  static let vectors = 5

  private var v0 = Vector(), v1 = Vector(), v2 = Vector(), v3 = Vector(), v4 = Vector()

  /// Adds `elements[t · stride + 16 i ..< +16] · factor[t · factorStride]` for ascending `t`, one fma each, to
  /// vector `i`. Vectors after number `last` are not needed and see its elements.
  @inline(__always)
  mutating func accumulate(
    _ elements: UnsafePointer<Float>, stride: Int, last: Int,
    _ factor: UnsafePointer<Float>, stride factorStride: Int, depth: Int
  ) {
    var (a0, a1, a2, a3, a4) = (v0, v1, v2, v3, v4)
    let (o1, o2) = (min(1, last) * lanes, min(2, last) * lanes)
    let (o3, o4) = (min(3, last) * lanes, min(4, last) * lanes)
    var elements = elements
    var factor = factor
    for _ in 0..<depth {
      let value = Vector(repeating: factor.pointee)
      a0 = a0.addingProduct(load(elements), value)
      a1 = a1.addingProduct(load(elements + o1), value)
      a2 = a2.addingProduct(load(elements + o2), value)
      a3 = a3.addingProduct(load(elements + o3), value)
      a4 = a4.addingProduct(load(elements + o4), value)
      elements += stride
      factor += factorStride
    }
    (v0, v1, v2, v3, v4) = (a0, a1, a2, a3, a4)
  }

  /// Takes up `count` partial sums, `stride` floats apart.
  mutating func resume(_ sums: UnsafePointer<Float>, stride: Int, count: Int) {
    func vector(_ index: Int) -> Vector {
      var vector = Vector()
      for lane in 0..<max(0, min(lanes, count - index * lanes)) {
        vector[lane] = sums[(index * lanes + lane) * stride]
      }
      return vector
    }
    (v0, v1, v2, v3, v4) = (vector(0), vector(1), vector(2), vector(3), vector(4))
  }

  /// Adds +0 to `count` sums and stores them `stride` floats apart.
  func store(_ sums: UnsafeMutablePointer<Float>, stride: Int, count: Int) {
    func put(_ vector: Vector, _ index: Int) {
      let vector = vector + 0
      for lane in 0..<max(0, min(lanes, count - index * lanes)) {
        sums[(index * lanes + lane) * stride] = vector[lane]
      }
    }
    put(v0, 0)
    put(v1, 1)
    put(v2, 2)
    put(v3, 3)
    put(v4, 4)
  }
}
