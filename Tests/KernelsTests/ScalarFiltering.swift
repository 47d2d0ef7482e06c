/// A minimal filtering algorithm F(4, taps) between two grids in the documented order, one number at a time.
struct ScalarFiltering {
  /// A map of some numbers to some others.
  typealias Map = ([Float]) -> [Float]
  /// The sizes of an array [images, height, width, columns].
  struct Grid {
    let images: Int, height: Int, width: Int, columns: Int

    /// The place of a number in the array.
    func place(_ image: Int, _ row: Int, _ column: Int, _ number: Int) -> Int {
      ((image * height + row) * width + column) * columns + number
    }
    /// The numbers of the array.
    var count: Int { images * height * width * columns }
  }

  let taps: Int
  let mapInput: Map, mapKernel: Map, mapOutput: Map, mapOutputGradient: Map, mapKernelGradient: Map

  private var points: Int { taps + 3 }

  // The maps in the documented order. `fma(a, b, c)` is a · b + c.

  /// F(4, 3), with the matrices of Lavin and Gray (2015).
  static var threeTaps: ScalarFiltering {
    ScalarFiltering(
      taps: 3,
      mapInput: { d in
        let even = fma(-4, d[2], d[4]), odd = fma(-4, d[1], d[3])
        return [
          fma(4, d[0], fma(-5, d[2], d[4])), even + odd, even - odd,
          fma(2, d[3] - d[1], d[4] - d[2]), fma(-2, d[3] - d[1], d[4] - d[2]),
          fma(4, d[1], fma(-5, d[3], d[5])),
        ]
      },
      mapKernel: { g in
        let ends = g[0] + g[2], far = fma(4, g[2], g[0]), middle = 2 * g[1]
        return [
          0.25 * g[0], (ends + g[1]) * (-1 / 6), (ends - g[1]) * (-1 / 6),
          (far + middle) * (1 / 24),
          (far - middle) * (1 / 24), g[2],
        ]
      },
      mapOutput: { m in
        let sum = m[1] + m[2], difference = m[1] - m[2], farSum = m[3] + m[4], far = m[3] - m[4]
        return [
          m[0] + sum + farSum, fma(2, far, difference), fma(4, farSum, sum),
          fma(8, far, difference) + m[5],
        ]
      },
      mapOutputGradient: { y in
        let even = y[0] + y[2], odd = y[1] + y[3]
        let farEven = fma(4, y[2], y[0]), farOdd = fma(4, y[3], y[1])
        return [
          y[0], even + odd, even - odd, fma(2, farOdd, farEven), fma(-2, farOdd, farEven), y[3],
        ]
      },
      mapKernelGradient: { p in
        let near = p[1] + p[2], far = p[3] + p[4]
        return [
          fma(1 / 24, far, fma(-1 / 6, near, 0.25 * p[0])),
          fma(1 / 12, p[3] - p[4], (1 / 6) * (p[2] - p[1])), fma(1 / 6, far - near, p[5]),
        ]
      })
  }

  /// F(4, 2) with the points 0, 1, −1, 2 and ∞.
  static var twoTaps: ScalarFiltering {
    ScalarFiltering(
      taps: 2,
      mapInput: { d in
        let odd = d[3] - d[1], even = d[4] - d[2]
        return [
          fma(2, d[0] - d[2], odd), odd - (d[1] + d[2]), fma(-3, d[2], fma(2, d[1], d[3])), odd,
          fma(-2, odd, even),
        ]
      },
      mapKernel: { g in
        [
          0.5 * g[0], -0.5 * (g[0] + g[1]), (-1 / 6) * (g[0] - g[1]), (1 / 6) * fma(2, g[1], g[0]),
          g[1],
        ]
      },
      mapOutput: { m in
        let sum = m[1] + m[2], difference = m[1] - m[2]
        return [
          m[0] + sum + m[3], fma(2, m[3], difference), fma(4, m[3], sum),
          fma(8, m[3], difference) + m[4],
        ]
      },
      mapOutputGradient: { y in
        let even = y[0] + y[2], odd = y[1] + y[3]
        return [
          y[0], even + odd, even - odd, fma(2, fma(4, y[3], y[1]), fma(4, y[2], y[0])), y[3],
        ]
      },
      mapKernelGradient: { p in
        [
          fma(1 / 6, p[3] - p[2], 0.5 * (p[0] - p[1])),
          fma(1 / 3, p[3], fma(1 / 6, p[2], fma(-0.5, p[1], p[4]))),
        ]
      })
  }

  private static func fma(_ a: Float, _ b: Float, _ c: Float) -> Float { c.addingProduct(a, b) }

  /// `map` down the columns of a square matrix, then along the rows.
  private func both(_ map: Map, _ square: [[Float]]) -> [[Float]] {
    let columns = square[0].indices.map { column in map(square.map { $0[column] }) }
    return columns[0].indices.map { row in map(columns.map { $0[row] }) }
  }

  /// The square of `size` numbers from (`row`, `column`) on, zeros outside the image.
  private func square(
    _ values: [Float], _ grid: Grid, _ image: Int, _ row: Int, _ column: Int, _ number: Int,
    size: Int
  ) -> [[Float]] {
    (row..<row + size).map { r in
      (column..<column + size).map { k in
        guard 0..<grid.height ~= r, 0..<grid.width ~= k else { return 0 }
        return values[grid.place(image, r, k, number)]
      }
    }
  }

  private func forEachTile(
    of grid: Grid, _ visit: (_ image: Int, _ row: Int, _ column: Int) -> Void
  ) {
    for image in 0..<grid.images {
      for row in stride(from: 0, to: grid.height, by: 4) {
        for column in stride(from: 0, to: grid.width, by: 4) { visit(image, row, column) }
      }
    }
  }

  /// The convolution of `values` at the places of `target`, whose kernel begins `before` rows and columns above and left of a place.
  func convolve(
    _ values: [Float], _ source: Grid, to target: Grid, before: Int,
    _ weight: (_ tap: Int, _ channel: Int, _ column: Int) -> Float
  ) -> [Float] {
    var result = [Float](repeating: .nan, count: target.count)
    let kernels = (0..<target.columns).map { column in
      (0..<source.columns).map { channel in
        both(
          mapKernel,
          (0..<taps).map { row in (0..<taps).map { weight(row * taps + $0, channel, column) } })
      }
    }
    forEachTile(of: target) { image, row, column in
      let inputs = (0..<source.columns).map {
        both(
          mapInput,
          square(values, source, image, row - before, column - before, $0, size: points))
      }
      for number in 0..<target.columns {
        let sums = (0..<points).map { r in
          (0..<points).map { k in
            (0..<source.columns).reduce(Float(0)) {
              Self.fma(inputs[$1][r][k], kernels[number][$1][r][k], $0)
            } + 0
          }
        }
        let tile = both(mapOutput, sums)
        for r in 0..<min(4, target.height - row) {
          for k in 0..<min(4, target.width - column) {
            result[target.place(image, row + r, column + k, number)] = tile[r][k]
          }
        }
      }
    }
    return result
  }

  /// The gradient with respect to the kernel, [taps, taps, source columns, target columns].
  func kernelGradient(
    _ values: [Float], _ source: Grid, _ gradient: [Float], _ target: Grid, before: Int
  ) -> [Float] {
    let pairs = source.columns * target.columns
    var sums = [[Float]](
      repeating: [Float](repeating: 0, count: points * points), count: pairs)
    forEachTile(of: target) { image, row, column in
      let inputs = (0..<source.columns).map {
        both(
          mapInput, square(values, source, image, row - before, column - before, $0, size: points))
      }
      let gradients = (0..<target.columns).map {
        both(mapOutputGradient, square(gradient, target, image, row, column, $0, size: 4))
      }
      for pair in 0..<pairs {
        let (x, y) = (inputs[pair / target.columns], gradients[pair % target.columns])
        for place in 0..<points * points {
          sums[pair][place] = Self.fma(
            x[place / points][place % points], y[place / points][place % points], sums[pair][place])
        }
      }
    }
    var result = [Float](repeating: .nan, count: taps * taps * pairs)
    for pair in 0..<pairs {
      let square = (0..<points).map { row in (0..<points).map { sums[pair][row * points + $0] + 0 }
      }
      for (row, values) in both(mapKernelGradient, square).enumerated() {
        for (column, value) in values.enumerated() {
          result[(row * taps + column) * pairs + pair] = value
        }
      }
    }
    return result
  }
}
