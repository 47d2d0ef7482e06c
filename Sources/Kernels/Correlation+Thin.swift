/// A correlation with few target channels, whose weights are unpacked, and everything that several of them
/// need to share one copy of the source.
///
/// A vector of channels would be mostly empty. So a vector is made of sixteen neighbouring pixels of a target
/// row instead: the channels of the source are laid out as planes, in which the pixels of a row follow each
/// other. Each lane is still one chain in the order of `Correlation`.
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
    let planes = Planes(for: passes.map { $0.correlation })
    workers.run(first.images) { image in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: planes.count) { buffer in
        guard let storage = buffer.baseAddress else { return }
        planes.fill(storage, from: source + image * first.sourceImage)
        for pass in passes {
          pass.run(planes, storage, into: target + image * first.targetImage, epilogue)
        }
      }
    }
  }

  /// One image.
  @inline(__always)
  private func run(
    _ planes: Planes, _ image: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>,
    _ epilogue: Epilogue
  ) {
    let (vertical, horizontal) = (correlation.vertical, correlation.horizontal)
    let vectorsPerRow = divideRoundingUp(horizontal.count, lanes)
    let vectors = vertical.count * vectorsPerRow
    let targetStep = horizontal.targetStep * correlation.targetChannels
    for channel in 0..<correlation.targetChannels {
      let bias = epilogue.bias.map { Vector(repeating: $0[channel]) }
      for first in stride(from: 0, to: vectors, by: ThinTile.vectors) {
        let rows = ThinTile.Starts(image, count: min(ThinTile.vectors, vectors - first)) {
          let (row, part) = (first + $0).quotientAndRemainder(dividingBy: vectorsPerRow)
          return planes.offset(vertical.position(row), horizontal.position(part * lanes))
        }
        var tile = ThinTile()
        var weight = weights + channel
        for rowTap in 0..<vertical.taps {
          for columnTap in 0..<horizontal.taps {
            tile.accumulate(
              rows + (rowTap * planes.rowStride + columnTap), stride: planes.lineLength,
              weight, stride: correlation.targetChannels, depth: correlation.channels)
            weight += correlation.channels * correlation.targetChannels
          }
        }
        for index in 0..<ThinTile.vectors where first + index < vectors {
          let (row, part) = (first + index).quotientAndRemainder(dividingBy: vectorsPerRow)
          var sums = tile[index] + 0
          if let bias { sums += bias }
          sums = epilogue.activation(sums)
          let pixels = target + correlation.target(row, part * lanes) + channel
          for lane in 0..<min(lanes, horizontal.count - part * lanes) {
            pixels[lane * targetStep] = sums[lane]
          }
        }
      }
    }
  }
}

/// An image whose channels are planes, line by line: [row, channel, column], in a frame of zeros that is
/// wide enough for whole vectors at all windows.
private struct Planes {
  let height, width, channels: Int
  let top, left, rows, lineLength: Int

  init(for correlations: [Correlation]) {
    let vertical = correlations.map { $0.vertical }
    let horizontal = correlations.map { $0.horizontal }
    height = vertical[0].source
    width = horizontal[0].source
    channels = correlations[0].channels
    top = max(0, -vertical.reduce(0) { min($0, $1.first) })
    left = max(0, -horizontal.reduce(0) { min($0, $1.first) })
    rows = top + vertical.reduce(height) { max($0, $1.first + $1.count + $1.taps - 1) }
    lineLength =
      left
      + horizontal.reduce(width) {
        max($0, $1.first + divideRoundingUp($1.count, lanes) * lanes + $1.taps - 1)
      }
  }

  var rowStride: Int { channels * lineLength }
  var count: Int { rows * rowStride }

  /// Where the element of channel 0 at (`row`, `column`) of the source stands.
  @inline(__always)
  func offset(_ row: Int, _ column: Int) -> Int { (top + row) * rowStride + left + column }

  func fill(_ planes: UnsafeMutablePointer<Float>, from image: UnsafePointer<Float>) {
    planes.update(repeating: 0, count: count)
    for row in 0..<height {
      let source = image + row * width * channels
      let target = planes + offset(row, 0)
      // Along the channels, as they stand in memory, so that the processor reads ahead.
      var column = 0
      while column + 4 <= width {
        var channel = 0
        while channel + 4 <= channels {
          transpose(source + (column * channels + channel), into: target + column, channel)
          channel += 4
        }
        while channel < channels {
          for pixel in column..<column + 4 {
            target[channel * lineLength + pixel] = source[pixel * channels + channel]
          }
          channel += 1
        }
        column += 4
      }
      while column < width {
        for channel in 0..<channels {
          target[channel * lineLength + column] = source[column * channels + channel]
        }
        column += 1
      }
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
      UnsafeMutableRawPointer(target + (channel + index) * lineLength)
        .storeBytes(of: values, as: SIMD4<Float>.self)
    }
    let (a, b, c, d) = (pixel(0), pixel(1), pixel(2), pixel(3))
    put(SIMD4(a[0], b[0], c[0], d[0]), 0)
    put(SIMD4(a[1], b[1], c[1], d[1]), 1)
    put(SIMD4(a[2], b[2], c[2], d[2]), 2)
    put(SIMD4(a[3], b[3], c[3], d[3]), 3)
  }
}

/// Seven vectors of pixels whose sums are kept in registers, which leaves one for the weight that all of
/// them are multiplied by.
private struct ThinTile {
  static let vectors = 7

  private var v0 = Vector(), v1 = Vector(), v2 = Vector(), v3 = Vector()
  private var v4 = Vector(), v5 = Vector(), v6 = Vector()

  /// Where the seven vectors of pixels start.
  struct Starts {
    var p0, p1, p2, p3, p4, p5, p6: UnsafePointer<Float>

    /// At `base + offset(0)` …; where there are fewer than seven, the last one again.
    @inline(__always)
    init(_ base: UnsafePointer<Float>, count: Int, offset: (Int) -> Int) {
      func start(_ index: Int) -> UnsafePointer<Float> { base + offset(min(index, count - 1)) }
      (p0, p1, p2, p3) = (start(0), start(1), start(2), start(3))
      (p4, p5, p6) = (start(4), start(5), start(6))
    }

    /// All moved by `distance` floats.
    @inline(__always)
    static func + (starts: Starts, distance: Int) -> Starts {
      var moved = starts
      moved.p0 += distance
      moved.p1 += distance
      moved.p2 += distance
      moved.p3 += distance
      moved.p4 += distance
      moved.p5 += distance
      moved.p6 += distance
      return moved
    }
  }

  /// Adds `weight[k · weightStride] · pixels[i][k · stride ..< +16]` for ascending `k`, one fma each, to
  /// vector `i`.
  @inline(__always)
  mutating func accumulate(
    _ pixels: Starts, stride: Int,
    _ weight: UnsafePointer<Float>, stride weightStride: Int, depth: Int
  ) {
    var (a0, a1, a2, a3, a4, a5, a6) = (v0, v1, v2, v3, v4, v5, v6)
    var weight = weight
    var k = 0
    for _ in 0..<depth {
      let factor = Vector(repeating: weight.pointee)
      a0 = a0.addingProduct(load(pixels.p0 + k), factor)
      a1 = a1.addingProduct(load(pixels.p1 + k), factor)
      a2 = a2.addingProduct(load(pixels.p2 + k), factor)
      a3 = a3.addingProduct(load(pixels.p3 + k), factor)
      a4 = a4.addingProduct(load(pixels.p4 + k), factor)
      a5 = a5.addingProduct(load(pixels.p5 + k), factor)
      a6 = a6.addingProduct(load(pixels.p6 + k), factor)
      k += stride
      weight += weightStride
    }
    (v0, v1, v2, v3, v4, v5, v6) = (a0, a1, a2, a3, a4, a5, a6)
  }

  /// Vector `index`.
  @inline(__always)
  subscript(index: Int) -> Vector {
    switch index {
    case 0: v0
    case 1: v1
    case 2: v2
    case 3: v3
    case 4: v4
    case 5: v5
    default: v6
    }
  }
}
