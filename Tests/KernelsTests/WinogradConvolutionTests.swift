import Kernels
import TestSupport
import Testing

/// Minimal filtering against a scalar version of its documented order, bit for bit, and against the direct
/// convolution, within rounding.
@Suite struct WinogradConvolutionTests {
  static let shapes = [
    shape(1, 1, 1, 1, 1), shape(2, 4, 4, 3, 5), shape(3, 7, 7, 17, 9), shape(2, 5, 9, 2, 18),
    shape(1, 3, 14, 16, 33), shape(51, 2, 3, 7, 8),
  ]
  /// So many channels that a block is one or two images.
  static let manyBlocks = shape(5, 8, 5, 3000, 3)

  static func shape(
    _ images: Int, _ height: Int, _ width: Int, _ inChannels: Int, _ outChannels: Int
  ) -> WinogradConvolution {
    WinogradConvolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels)
  }

  // The maps of the paper in the documented order, one number at a time. `fma(a, b, c)` is a · b + c.

  func fma(_ a: Float, _ b: Float, _ c: Float) -> Float { c.addingProduct(a, b) }

  func mapInput(_ d: [Float]) -> [Float] {
    let even = fma(-4, d[2], d[4]), odd = fma(-4, d[1], d[3])
    return [
      fma(4, d[0], fma(-5, d[2], d[4])), even + odd, even - odd, fma(2, d[3] - d[1], d[4] - d[2]),
      fma(-2, d[3] - d[1], d[4] - d[2]), fma(4, d[1], fma(-5, d[3], d[5])),
    ]
  }

  func mapKernel(_ g: [Float]) -> [Float] {
    let ends = g[0] + g[2], far = fma(4, g[2], g[0]), middle = 2 * g[1]
    return [
      0.25 * g[0], (ends + g[1]) * (-1 / 6), (ends - g[1]) * (-1 / 6), (far + middle) * (1 / 24),
      (far - middle) * (1 / 24), g[2],
    ]
  }

  func mapOutput(_ m: [Float]) -> [Float] {
    let sum = m[1] + m[2], difference = m[1] - m[2], farSum = m[3] + m[4], far = m[3] - m[4]
    return [
      m[0] + sum + farSum, fma(2, far, difference), fma(4, farSum, sum),
      fma(8, far, difference) + m[5],
    ]
  }

  func mapOutputGradient(_ y: [Float]) -> [Float] {
    let even = y[0] + y[2], odd = y[1] + y[3]
    let farEven = fma(4, y[2], y[0]), farOdd = fma(4, y[3], y[1])
    return [
      y[0], even + odd, even - odd, fma(2, farOdd, farEven), fma(-2, farOdd, farEven), y[3],
    ]
  }

  func mapKernelGradient(_ p: [Float]) -> [Float] {
    let near = p[1] + p[2], far = p[3] + p[4]
    return [
      fma(1 / 24, far, fma(-1 / 6, near, 0.25 * p[0])),
      fma(1 / 12, p[3] - p[4], (1 / 6) * (p[2] - p[1])), fma(1 / 6, far - near, p[5]),
    ]
  }

  /// `map` down the columns of a square matrix, then along the rows.
  func both(_ map: ([Float]) -> [Float], _ square: [[Float]]) -> [[Float]] {
    let columns = square[0].indices.map { column in map(square.map { $0[column] }) }
    return columns[0].indices.map { row in map(columns.map { $0[row] }) }
  }

  /// The square of `size` numbers of a channel from (`row`, `column`) on, zeros outside the image.
  func square(
    _ images: [Float], _ c: WinogradConvolution, _ channels: Int, _ image: Int, _ row: Int,
    _ column: Int, _ channel: Int, size: Int
  ) -> [[Float]] {
    (row..<row + size).map { r in
      (column..<column + size).map { k in
        guard r >= 0, r < c.height, k >= 0, k < c.width else { return 0 }
        return images[((image * c.height + r) * c.width + k) * channels + channel]
      }
    }
  }

  func forEachTile(_ c: WinogradConvolution, _ visit: (Int, Int, Int) -> Void) {
    for image in 0..<c.images {
      for row in stride(from: 0, to: c.height, by: 4) {
        for column in stride(from: 0, to: c.width, by: 4) { visit(image, row, column) }
      }
    }
  }

  /// The convolution with `channels` inputs and `columns` outputs, whose weight is `weight(tap, channel, column)`.
  func oracle(
    _ c: WinogradConvolution, _ source: [Float], _ channels: Int, _ columns: Int,
    _ weight: (Int, Int, Int) -> Float
  ) -> [Float] {
    var result = [Float](repeating: .nan, count: c.images * c.height * c.width * columns)
    let kernels = (0..<columns).map { column in
      (0..<channels).map { channel in
        both(
          mapKernel,
          (0..<3).map { row in (0..<3).map { weight(row * 3 + $0, channel, column) } })
      }
    }
    forEachTile(c) { image, row, column in
      let inputs = (0..<channels).map {
        both(mapInput, square(source, c, channels, image, row - 1, column - 1, $0, size: 6))
      }
      for target in 0..<columns {
        let sums = (0..<6).map { r in
          (0..<6).map { k in
            (0..<channels).reduce(0) { fma(inputs[$1][r][k], kernels[target][$1][r][k], $0) }
              + Float(0)
          }
        }
        let tile = both(mapOutput, sums)
        for r in 0..<min(4, c.height - row) {
          for k in 0..<min(4, c.width - column) {
            let pixel = (image * c.height + row + r) * c.width + column + k
            result[pixel * columns + target] = tile[r][k]
          }
        }
      }
    }
    return result
  }

  func sizes(_ c: WinogradConvolution) -> (input: Int, kernel: Int, output: Int) {
    let pixels = c.images * c.height * c.width
    return (pixels * c.inChannels, 9 * c.inChannels * c.outChannels, pixels * c.outChannels)
  }

  @Test(arguments: shapes + [manyBlocks])
  func forwardSumsProductsOfMappedTiles(_ c: WinogradConvolution) {
    let input = noise(sizes(c).input), kernel = noise(sizes(c).kernel, seed: 2)
    let expected = oracle(c, input, c.inChannels, c.outChannels) { tap, channel, column in
      kernel[(tap * c.inChannels + channel) * c.outChannels + column]
    }
    for threads in threadCounts {
      let actual = filled(sizes(c).output) {
        c.forward(input, kernel, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test(arguments: shapes)
  func inputGradientIsTheConvolutionWithTheTurnedKernel(_ c: WinogradConvolution) {
    let gradient = noise(sizes(c).output, seed: 3), kernel = noise(sizes(c).kernel, seed: 4)
    let expected = oracle(c, gradient, c.outChannels, c.inChannels) { tap, channel, column in
      kernel[((8 - tap) * c.inChannels + column) * c.outChannels + channel]
    }
    for threads in threadCounts {
      let actual = filled(sizes(c).input) {
        c.inputGradient(gradient, kernel, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test(arguments: shapes + [manyBlocks])
  func kernelGradientSumsProductsOverTheTiles(_ c: WinogradConvolution) {
    let input = noise(sizes(c).input, seed: 5), gradient = noise(sizes(c).output, seed: 6)
    var sums = [[Float]](repeating: [], count: c.inChannels * c.outChannels)
    for pair in sums.indices { sums[pair] = .init(repeating: 0, count: 36) }
    forEachTile(c) { image, row, column in
      let inputs = (0..<c.inChannels).map {
        both(mapInput, square(input, c, c.inChannels, image, row - 1, column - 1, $0, size: 6))
      }
      let gradients = (0..<c.outChannels).map {
        both(
          mapOutputGradient, square(gradient, c, c.outChannels, image, row, column, $0, size: 4))
      }
      for pair in sums.indices {
        let (x, y) = (inputs[pair / c.outChannels], gradients[pair % c.outChannels])
        for place in 0..<36 {
          sums[pair][place] = fma(
            x[place / 6][place % 6], y[place / 6][place % 6], sums[pair][place])
        }
      }
    }
    var expected = [Float](repeating: .nan, count: sizes(c).kernel)
    for pair in sums.indices {
      let square = (0..<6).map { row in (0..<6).map { sums[pair][row * 6 + $0] + 0 } }
      for (row, values) in both(mapKernelGradient, square).enumerated() {
        for (column, value) in values.enumerated() {
          expected[(row * 3 + column) * sums.count + pair] = value
        }
      }
    }
    for threads in threadCounts {
      let actual = filled(sizes(c).kernel) {
        c.kernelGradient(input, gradient, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test func isTheDirectConvolutionButForRounding() {
    let c = Self.shape(8, 7, 14, 72, 66)
    let direct = Convolution(
      images: 8, height: 7, width: 14, inChannels: 72, outChannels: 66, kernelHeight: 3,
      kernelWidth: 3, stride: 1)
    #expect(direct.winograd == c)
    let workers = Workers()
    let input = noise(sizes(c).input), kernel = noise(sizes(c).kernel, seed: 2)
    let gradient = noise(sizes(c).output, seed: 3)
    let pairs = [
      (
        filled(sizes(c).output) { c.forward(input, kernel, into: $0, on: workers) },
        filled(sizes(c).output) { direct.forward(input, kernel, into: $0, on: workers) }
      ),
      (
        filled(sizes(c).input) { c.inputGradient(gradient, kernel, into: $0, on: workers) },
        filled(sizes(c).input) { direct.inputGradient(gradient, kernel, into: $0, on: workers) }
      ),
      (
        filled(sizes(c).kernel) { c.kernelGradient(input, gradient, into: $0, on: workers) },
        filled(sizes(c).kernel) { direct.kernelGradient(input, gradient, into: $0, on: workers) }
      ),
    ]
    for (actual, expected) in pairs {
      let largest = expected.reduce(1) { max($0, abs($1)) }
      let error = zip(actual, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(error <= 2e-5 * largest, "\(error / largest)")
    }
  }

  @Test func isChosenByShapeAlone() {
    func choice(_ channels: Int, _ outChannels: Int, _ size: Int, stride: Int) -> Bool {
      Convolution(
        images: 1, height: 7, width: 7, inChannels: channels, outChannels: outChannels,
        kernelHeight: size, kernelWidth: size, stride: stride
      ).winograd != nil
    }
    #expect(choice(32, 64, 3, stride: 1))
    #expect(choice(64, 32, 3, stride: 1))
    #expect(!choice(31, 128, 3, stride: 1))
    #expect(!choice(128, 31, 3, stride: 1))
    #expect(!choice(32, 32, 3, stride: 1))
    #expect(!choice(64, 64, 3, stride: 2))
    #expect(!choice(64, 64, 5, stride: 1))
  }
}
