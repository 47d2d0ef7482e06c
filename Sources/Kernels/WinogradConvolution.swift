/// A convolution with a 3 × 3 kernel, stride 1 and `same` padding by the minimal filtering algorithm
/// F(4 × 4, 3 × 3) of Winograd, after Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks"
/// (2015).
///
/// A *tile* of four by four outputs is computed at once from the six by six inputs under it: kernel and
/// inputs are mapped to 36 numbers each, of which only products of one with one are summed over the channels,
/// a quarter of the products of a direct sum. Tiles stick out below and right of an image whose size is no
/// multiple of four; what is outside an image is zero. Rounding errors are some ten times those of
/// `Convolution`, so this is an operation of its own with an order of its own. `Winograd` has the maps.
///
/// Shapes are those of `Convolution`.
public struct WinogradConvolution: Sendable, Equatable {
  /// The number of images.
  public var images: Int
  /// The rows and columns of an image.
  public var height: Int, width: Int
  /// The channels of an input image.
  public var inChannels: Int
  /// The channels of an output image.
  public var outChannels: Int

  /// Makes a convolution from its sizes, all of which are at least 1.
  public init(images: Int, height: Int, width: Int, inChannels: Int, outChannels: Int) {
    self.images = images
    self.height = height
    self.width = width
    self.inChannels = inChannels
    self.outChannels = outChannels
  }

  /// `output = epilogue(input ∗ kernel)`.
  ///
  /// Each of a tile's 36 sums is one chain of fma from +0 over the products in ascending input channel, and
  /// +0 added at the end; then the map to the tile's outputs; then the epilogue.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    convolve(
      input, channels: inChannels, columns: outChannels, into: output, epilogue, on: workers
    ) { tap, channel, column, width in
      load(kernel + (tap * inChannels + channel) * outChannels + column, first: width)
    }
  }

  /// The gradient with respect to the input: as `forward`, of the output's gradient with the kernel turned
  /// around and its channels exchanged.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    convolve(
      outputGradient, channels: outChannels, columns: inChannels, into: inputGradient, .none,
      on: workers
    ) { tap, channel, column, width in
      var vector = Vector()
      for lane in 0..<width {
        vector[lane] = kernel[((8 - tap) * inChannels + column + lane) * outChannels + channel]
      }
      return vector
    }
  }

  /// The gradient with respect to the kernel.
  ///
  /// Each of a kernel element's 36 sums is one chain of fma from +0 over the products in ascending tile
  /// (image, row, column), and +0 added at the end; then the map to the kernel.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let block = imagesPerBlock
    let tiles = block * tilesPerImage
    let pairs = inChannels * outChannels
    let panelSize = Panels.size(depth: tiles, columns: outChannels)
    let left = workers.scratch(36 * (tiles * inChannels + panelSize + pairs))
    let right = left + 36 * tiles * inChannels
    let sums = right + 36 * panelSize
    for first in stride(from: 0, to: images, by: block) {
      let count = min(block, images - first)
      let depth = count * tilesPerImage
      mapInput(
        input + first * height * width * inChannels, images: count, channels: inChannels,
        stride: tiles * inChannels, into: left, on: workers)
      mapGradient(
        outputGradient + first * height * width * outChannels, images: count, stride: panelSize,
        into: right, on: workers)
      workers.run(36) { index in
        Correlation.product(rows: inChannels, columns: outChannels, steps: depth)
          .addWeightGradient(
            left + index * tiles * inChannels,
            Panels(storage: right + index * panelSize, depth: depth, columns: outChannels),
            into: sums + index * pairs, isFirst: first == 0, on: WinogradConvolution.serial)
      }
    }
    workers.run(inChannels) { channel in
      Winograd.withRoom { room in
        forEachVector(outChannels) { column, width in
          let start = channel * outChannels + column
          Winograd.mapSquare(6, 3, Winograd.kernelGradient, in: room) { row, column in
            load(sums + (row * 6 + column) * pairs + start, first: width)
          } store: { row, column, value in
            store(value, kernelGradient + (row * 3 + column) * pairs + start, first: width)
          }
        }
      }
    }
  }
}

extension WinogradConvolution {
  /// For the products inside a task.
  private static let serial = Workers()

  private var tileRows: Int { divideRoundingUp(height, 4) }
  private var tileColumns: Int { divideRoundingUp(width, 4) }
  private var tilesPerImage: Int { tileRows * tileColumns }

  /// As many images as keep mapped inputs and sums in the outer cache.
  private var imagesPerBlock: Int {
    let imageSize = 36 * tilesPerImage * (inChannels + outChannels)
    return max(1, min(images, (1 << 20) / imageSize))
  }

  /// The convolution with the kernel whose vectors of columns `weights` loads.
  @inline(__always)
  private func convolve(
    _ source: UnsafePointer<Float>, channels: Int, columns: Int,
    into target: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers,
    _ weights: (_ tap: Int, _ channel: Int, _ column: Int, _ width: Int) -> Vector
  ) {
    let block = imagesPerBlock
    let tiles = block * tilesPerImage
    let panelSize = Panels.size(depth: channels, columns: columns)
    let storage = workers.scratch(36 * (panelSize + tiles * (channels + columns)))
    let left = storage + 36 * panelSize
    let sums = left + 36 * tiles * channels
    func panels(_ index: Int) -> Panels {
      Panels(storage: storage + index * panelSize, depth: channels, columns: columns)
    }
    workers.run(channels) { channel in
      Winograd.withRoom { room in
        forEachVector(panels(0).count * TileRow.width) { column, _ in
          let width = max(0, min(lanes, columns - column))
          let place = panels(0).place(row: channel, column: column)
          Winograd.mapSquare(3, 6, Winograd.kernel, in: room) { row, tap in
            weights(row * 3 + tap, channel, column, width)
          } store: { row, tap, value in
            store(value, panels(row * 6 + tap).storage + place)
          }
        }
      }
    }
    for first in stride(from: 0, to: images, by: block) {
      let count = min(block, images - first)
      mapInput(
        source + first * height * width * channels, images: count, channels: channels,
        stride: tiles * channels, into: left, on: workers)
      workers.run(36) { index in
        // The tiles are images of one pixel.
        Correlation(
          images: count * tilesPerImage, channels: channels, targetChannels: columns,
          vertical: .dense(1), horizontal: .dense(1)
        ).run(
          left + index * tiles * channels, panels(index), into: sums + index * tiles * columns,
          .none, on: WinogradConvolution.serial)
      }
      mapOutput(
        sums, stride: tiles * columns, images: count, columns: columns,
        into: target + first * height * width * columns, epilogue, on: workers)
    }
  }

  /// Calls `body` for every tile with its number, its image and the image's row and column where it starts,
  /// and vectors of channels, and with room for a square.
  @inline(__always)
  private func forEachTile(
    images: Int, channels: Int, on workers: Workers,
    _ body: (
      _ tile: Int, _ image: Int, _ row: Int, _ column: Int, _ channel: Int, _ width: Int,
      _ room: UnsafeMutablePointer<Vector>
    ) -> Void
  ) {
    workers.run(images) { image in
      Winograd.withRoom { room in
        for index in 0..<tilesPerImage {
          let (row, column) = index.quotientAndRemainder(dividingBy: tileColumns)
          forEachVector(channels) { channel, width in
            body(
              image * tilesPerImage + index, image, 4 * row, 4 * column, channel, width, room)
          }
        }
      }
    }
  }

  /// Maps the six by six pixels under every tile: 36 matrices [tiles, channels], `stride` floats apart.
  private func mapInput(
    _ source: UnsafePointer<Float>, images: Int, channels: Int, stride: Int,
    into mapped: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachTile(images: images, channels: channels, on: workers) {
      tile, image, firstRow, firstColumn, channel, lanes, room in
      Winograd.mapSquare(6, 6, Winograd.input, in: room) { row, column in
        let (row, column) = (firstRow + row - 1, firstColumn + column - 1)
        guard row >= 0, row < height, column >= 0, column < width else { return Vector() }
        let pixel = (image * height + row) * width + column
        return load(source + pixel * channels + channel, first: lanes)
      } store: { row, column, value in
        store(
          value, mapped + (row * 6 + column) * stride + tile * channels + channel, first: lanes)
      }
    }
  }

  /// Maps the gradients of every tile: 36 panels of [tiles, outChannels], `stride` floats apart.
  private func mapGradient(
    _ gradient: UnsafePointer<Float>, images: Int, stride: Int,
    into mapped: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let depth = images * tilesPerImage
    forEachTile(images: images, channels: outChannels, on: workers) {
      tile, image, firstRow, firstColumn, channel, width, room in
      let panels = Panels(storage: mapped, depth: depth, columns: outChannels)
      let place = mapped + panels.place(row: tile, column: channel)
      Winograd.mapSquare(4, 6, Winograd.outputGradient, in: room) { row, column in
        let (row, column) = (firstRow + row, firstColumn + column)
        guard row < height, column < self.width else { return Vector() }
        let pixel = (image * height + row) * self.width + column
        return load(gradient + pixel * outChannels + channel, first: width)
      } store: { row, column, value in
        store(value, place + (row * 6 + column) * stride)
      }
    }
  }

  /// Maps 36 matrices of sums [tiles, columns], `stride` floats apart, to the pixels of an image.
  private func mapOutput(
    _ sums: UnsafePointer<Float>, stride: Int, images: Int, columns: Int,
    into target: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers
  ) {
    forEachTile(images: images, channels: columns, on: workers) {
      tile, image, firstRow, firstColumn, channel, width, room in
      let bias = epilogue.bias.map { load($0 + channel, first: width) }
      Winograd.mapSquare(6, 4, Winograd.output, in: room) { row, column in
        load(sums + (row * 6 + column) * stride + tile * columns + channel, first: width)
      } store: { row, column, value in
        let (row, column) = (firstRow + row, firstColumn + column)
        guard row < height, column < self.width else { return }
        let sum = bias.map { value + $0 } ?? value
        let pixel = (image * height + row) * self.width + column
        store(epilogue.activation(sum), target + pixel * columns + channel, first: width)
      }
    }
  }
}

extension Convolution {
  /// The same convolution by minimal filtering, where that is faster: for a 3 × 3 kernel with stride 1 and at
  /// least 64 channels on both sides.
  public var winograd: WinogradConvolution? {
    guard kernelHeight == 3, kernelWidth == 3, stride == 1, inChannels >= 64, outChannels >= 64
    else { return nil }
    return WinogradConvolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels)
  }
}
