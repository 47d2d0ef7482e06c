/// A correlation with few target channels, whose weights are unpacked, and everything that several of them
/// need to share one pass through the source.
///
/// A vector of channels would be mostly empty. So a vector is made of sixteen neighbouring pixels of a target
/// row instead: the channels of a source row are laid out as lines, in which its pixels follow each other. The source rows
/// go by one after the other, and each adds to all sums that see it: a line that is loaded once, shifted by some columns,
/// serves all rows of the window and all target channels. Each lane is still one chain in the order of
/// `Correlation`.
struct ThinPass {
  let correlation: Correlation
  /// [depth, targetChannels]
  let weights: UnsafePointer<Float>

  /// The most target channels for which this is worth while.
  static let mostChannels = 7

  /// Computes the target positions of all passes, which differ in their axes alone and whose windows of
  /// neighbouring pixels are neighbours.
  static func run(
    _ passes: [ThinPass], _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>,
    _ epilogue: Epilogue, on workers: Workers
  ) {
    guard let first = passes.first?.correlation else { return }
    let plan = ThinPlan(passes)
    plan.weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      workers.run(first.images, room: plan.roomSize) { image, room in
        let (lines, sums) = (room, room + plan.lines.count)
        room.update(repeating: 0, count: plan.roomSize)
        for row in 0..<first.vertical.source {
          plan.lines.fill(
            lines, from: source + image * first.sourceImage + row * first.sourceRow)
          plan.add(lines, row: row, weights, to: sums)
        }
        for (pass, start) in zip(passes, plan.starts) {
          pass.store(
            sums + start, stride: plan.sumStride, rowStride: plan.rowLength,
            into: target + image * first.targetImage, epilogue)
        }
      }
    }
  }

  /// Finishes the sums of target channels, `stride` floats apart, whose rows are `rowStride` floats apart.
  @inline(__always)
  private func store(
    _ sums: UnsafePointer<Float>, stride: Int, rowStride: Int,
    into target: UnsafeMutablePointer<Float>, _ epilogue: Epilogue
  ) {
    let (vertical, horizontal) = (correlation.vertical, correlation.horizontal)
    let targetStep = horizontal.targetStep * correlation.targetChannels
    for channel in 0..<correlation.targetChannels {
      let bias = epilogue.bias.map { Vector(repeating: $0[channel]) }
      for row in 0..<vertical.count {
        forEachVector(horizontal.count) { column, width in
          var sum = load(sums + channel * stride + row * rowStride + column) + 0
          if let bias { sum += bias }
          sum = epilogue.activation(sum)
          let pixels = target + correlation.target(row, column) + channel
          for lane in 0..<width { pixels[lane * targetStep] = sum[lane] }
        }
      }
    }
  }
}

/// Which sums a source row adds to, with which weights, for all passes.
private struct ThinPlan {
  /// Sums of one target row that see a source line shifted by `shift` columns.
  struct Group {
    let shift: Int
    /// Where they are for source row 0; from row to row they move on by `rowLength`. Unused ones go to waste lines.
    var places: (Int, Int, Int, Int, Int, Int, Int)
  }

  let lines: ChannelLines
  /// The floats of a row of sums, whole vectors.
  let rowLength: Int
  /// The floats of all sums of a target channel of a pass.
  let sumStride: Int
  /// Where the sums of target row 0 and channel 0 of each pass start.
  let starts: [Int]
  private(set) var groups: [Group] = []
  /// The weights of every group: [channels, 7].
  private(set) var weights: [Float] = []
  private let sumCount: Int

  init(_ passes: [ThinPass]) {
    let correlations = passes.map { $0.correlation }
    lines = ChannelLines(for: correlations)
    let rowLength =
      correlations.reduce(1) { max($0, divideRoundingUp($1.horizontal.count, lanes)) } * lanes
    // Windows that stick out add to rows above and below the target, which nobody reads.
    let above = correlations.reduce(0) { max($0, $1.vertical.first + $1.vertical.taps - 1) }
    let rows = correlations.reduce(0) {
      max($0, above + max($1.vertical.count, $1.vertical.source - $1.vertical.first))
    }
    let sumStride = rows * rowLength
    let channels = correlations[0].targetChannels
    self.rowLength = rowLength
    self.sumStride = sumStride
    starts = passes.indices.map { $0 * channels * sumStride + above * rowLength }
    sumCount = (passes.count * channels + 1) * sumStride
    let waste = passes.count * channels * sumStride

    let shifts = correlations.map { $0.horizontal.first..<$0.horizontal.first + $0.horizontal.taps }
    let lowest = shifts.reduce(0) { min($0, $1.lowerBound) }
    let highest = shifts.reduce(0) { max($0, $1.upperBound) }
    for shift in lowest..<highest {
      var entries: [(place: Int, weights: UnsafePointer<Float>)] = []
      for (index, pass) in passes.enumerated() where shifts[index].contains(shift) {
        let (vertical, horizontal) = (pass.correlation.vertical, pass.correlation.horizontal)
        for rowTap in 0..<vertical.taps {
          let tap = rowTap * horizontal.taps + shift - horizontal.first
          for channel in 0..<channels {
            entries.append(
              (
                starts[index] + channel * sumStride - (vertical.first + rowTap) * rowLength,
                pass.weights + tap * lines.channels * channels + channel
              ))
          }
        }
      }
      for first in stride(from: 0, to: entries.count, by: ThinTile.vectors) {
        func place(_ index: Int) -> Int {
          first + index < entries.count ? entries[first + index].place : waste
        }
        groups.append(
          Group(
            shift: shift,
            places: (place(0), place(1), place(2), place(3), place(4), place(5), place(6))))
        for channel in 0..<lines.channels {
          for index in first..<first + ThinTile.vectors {
            weights.append(
              index < entries.count ? entries[index].weights[channel * channels] : 0)
          }
        }
      }
    }
  }

  /// The floats of the lines and of all sums.
  var roomSize: Int { lines.count + sumCount }

  /// Continues all sums by a source row.
  @inline(__always)
  func add(
    _ line: UnsafePointer<Float>, row: Int, _ weights: UnsafePointer<Float>,
    to sums: UnsafeMutablePointer<Float>
  ) {
    for (index, group) in groups.enumerated() {
      let weights = weights + index * lines.channels * ThinTile.vectors
      for column in stride(from: 0, to: rowLength, by: lanes) {
        let place = sums + row * rowLength + column
        var tile = ThinTile(place, group.places)
        tile.accumulate(
          line + lines.left + group.shift + column, stride: lines.length, weights,
          depth: lines.channels)
        tile.store(place, group.places)
      }
    }
  }
}

/// A row of an image whose channels are lines, [channel, column], in a frame of zeros that is wide enough for whole
/// vectors at all windows.
private struct ChannelLines {
  let width, channels: Int
  let left, length: Int

  init(for correlations: [Correlation]) {
    let horizontal = correlations.map { $0.horizontal }
    width = horizontal[0].source
    channels = correlations[0].channels
    left = max(0, -horizontal.reduce(0) { min($0, $1.first) })
    let vectors = horizontal.reduce(1) { max($0, divideRoundingUp($1.count, lanes)) }
    length =
      left + horizontal.reduce(width) { max($0, $1.first + vectors * lanes + max(0, $1.taps - 1)) }
  }

  var count: Int { channels * length }

  /// Writes the pixels of a row, [column, channel], between the zeros.
  func fill(_ lines: UnsafeMutablePointer<Float>, from row: UnsafePointer<Float>) {
    let target = lines + left
    // Along the channels, as they stand in memory, so that the processor reads ahead.
    var column = 0
    while column + 4 <= width {
      var channel = 0
      while channel + 4 <= channels {
        transpose(row + (column * channels + channel), into: target + column, channel)
        channel += 4
      }
      while channel < channels {
        for pixel in column..<column + 4 {
          target[channel * length + pixel] = row[pixel * channels + channel]
        }
        channel += 1
      }
      column += 4
    }
    while column < width {
      for channel in 0..<channels {
        target[channel * length + column] = row[column * channels + channel]
      }
      column += 1
    }
  }

  /// Four channels, from `channel` on, of four neighbouring pixels.
  @inline(__always)
  private func transpose(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, _ channel: Int
  ) {
    func pixel(_ index: Int) -> SIMD4<Float> {
      UnsafeRawPointer(source + index * channels).loadUnaligned(as: SIMD4<Float>.self)
    }
    func put(_ values: SIMD4<Float>, _ index: Int) {
      UnsafeMutableRawPointer(target + (channel + index) * length)
        .storeBytes(of: values, as: SIMD4<Float>.self)
    }
    let (a, b, c, d) = (pixel(0), pixel(1), pixel(2), pixel(3))
    put(SIMD4(a[0], b[0], c[0], d[0]), 0)
    put(SIMD4(a[1], b[1], c[1], d[1]), 1)
    put(SIMD4(a[2], b[2], c[2], d[2]), 2)
    put(SIMD4(a[3], b[3], c[3], d[3]), 3)
  }
}

/// Seven vectors of sums that see the same pixels and are kept in registers.
private struct ThinTile {
  static let vectors = 7

  private var v0: Vector, v1: Vector, v2: Vector, v3: Vector, v4: Vector, v5: Vector, v6: Vector

  typealias Places = (Int, Int, Int, Int, Int, Int, Int)

  /// Takes up the sums at `places` from `sums` on.
  @inline(__always)
  init(_ sums: UnsafePointer<Float>, _ places: Places) {
    v0 = load(sums + places.0)
    v1 = load(sums + places.1)
    v2 = load(sums + places.2)
    v3 = load(sums + places.3)
    v4 = load(sums + places.4)
    v5 = load(sums + places.5)
    v6 = load(sums + places.6)
  }

  /// Adds `weights[7 · k + i] · pixels[k · stride ..< +16]` for ascending `k`, one fma each, to vector `i`.
  @inline(__always)
  mutating func accumulate(
    _ pixels: UnsafePointer<Float>, stride: Int, _ weights: UnsafePointer<Float>, depth: Int
  ) {
    // Locals, so that the sums stay in registers.
    var (a0, a1, a2, a3, a4, a5, a6) = (v0, v1, v2, v3, v4, v5, v6)
    var (pixels, weights) = (pixels, weights)
    for _ in 0..<depth {
      let pixel = load(pixels)
      a0 = a0.addingProduct(Vector(repeating: weights[0]), pixel)
      a1 = a1.addingProduct(Vector(repeating: weights[1]), pixel)
      a2 = a2.addingProduct(Vector(repeating: weights[2]), pixel)
      a3 = a3.addingProduct(Vector(repeating: weights[3]), pixel)
      a4 = a4.addingProduct(Vector(repeating: weights[4]), pixel)
      a5 = a5.addingProduct(Vector(repeating: weights[5]), pixel)
      a6 = a6.addingProduct(Vector(repeating: weights[6]), pixel)
      pixels += stride
      weights += ThinTile.vectors
    }
    (v0, v1, v2, v3, v4, v5, v6) = (a0, a1, a2, a3, a4, a5, a6)
  }

  /// Puts the sums back.
  @inline(__always)
  func store(_ sums: UnsafeMutablePointer<Float>, _ places: Places) {
    Kernels.store(v0, sums + places.0)
    Kernels.store(v1, sums + places.1)
    Kernels.store(v2, sums + places.2)
    Kernels.store(v3, sums + places.3)
    Kernels.store(v4, sums + places.4)
    Kernels.store(v5, sums + places.5)
    Kernels.store(v6, sums + places.6)
  }
}
