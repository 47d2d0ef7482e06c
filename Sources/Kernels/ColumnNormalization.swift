/// Batch normalisation of the columns of a [rows, columns] matrix, with learned scale and offset.
///
/// Sums over the rows of a column are chains within blocks of 512 rows, the blocks added in ascending
/// order. Columns are independent, so threads take panels of sixteen columns.
public struct ColumnNormalization: Sendable {
  /// The number of rows: the batch, or for images the batch times the pixels.
  public let rows: Int
  /// The number of columns: features or channels.
  public let columns: Int
  /// Added to the variance before the root.
  public let epsilon: Float

  /// Makes a batch normalisation of the given sizes.
  public init(rows: Int, columns: Int, epsilon: Float) {
    self.rows = rows
    self.columns = columns
    self.epsilon = epsilon
  }

  /// Calls `body(column, width)` for every panel of up to sixteen columns.
  @inline(__always)
  private func forEachPanel(on workers: Workers, _ body: (_ column: Int, _ width: Int) -> Void) {
    workers.run(divideRoundingUp(columns, lanes)) { panel in
      let column = panel * lanes
      body(column, min(lanes, columns - column))
    }
  }

  /// Σ term(row) over the rows of a panel, in the documented order.
  @inline(__always)
  private func sum(_ term: (_ row: Int) -> Vector) -> Vector {
    let rowsPerBlock = 512
    var total = Vector()
    for first in stride(from: 0, to: rows, by: rowsPerBlock) {
      var block = Vector()
      for row in first..<min(first + rowsPerBlock, rows) { block += term(row) }
      total += block
    }
    return total
  }

  /// The mean of each column and its biased variance, the mean square distance from the mean.
  public func moments(
    _ x: UnsafePointer<Float>, mean: UnsafeMutablePointer<Float>,
    variance: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let count = Vector(repeating: Float(rows))
    forEachPanel(on: workers) { column, width in
      let average = sum { load(x + $0 * columns + column, first: width) } / count
      let squares = sum {
        let distance = load(x + $0 * columns + column, first: width) - average
        return distance * distance
      }
      store(average, mean + column, first: width)
      store(squares / count, variance + column, first: width)
    }
  }

  /// `output = fma((x − mean) · (1 / √(variance + ε)), scale, offset)`, column by column.
  public func normalize(
    _ x: UnsafePointer<Float>, mean: UnsafePointer<Float>, variance: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, offset: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    forEachPanel(on: workers) { column, width in
      let center = load(mean + column, first: width)
      let inverse = inverseDeviation(variance, column, width)
      let factor = load(scale + column, first: width)
      let shift = load(offset + column, first: width)
      for row in 0..<rows {
        let position = row * columns + column
        let unit = (load(x + position, first: width) - center) * inverse
        store(shift.addingProduct(unit, factor), output + position, first: width)
      }
    }
  }

  /// The gradients of the normalisation when `mean` and `variance` are the batch's own.
  ///
  /// With the normalised x̂ = (x − mean) · r, r = 1 / √(variance + ε), and n rows: `offsetGradient` = Σ g,
  /// `scaleGradient` = Σ g · x̂ and
  /// `inputGradient` = (g − fma(x̂, Σ g · x̂, Σ g) / n) · (scale · r).
  public func pullback(
    _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>,
    mean: UnsafePointer<Float>, variance: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>, scaleGradient: UnsafeMutablePointer<Float>,
    offsetGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let count = Vector(repeating: Float(rows))
    forEachPanel(on: workers) { column, width in
      let center = load(mean + column, first: width)
      let inverse = inverseDeviation(variance, column, width)
      let factor = load(scale + column, first: width) * inverse
      let total = sum { load(gradient + $0 * columns + column, first: width) }
      let projection = sum {
        let position = $0 * columns + column
        let unit = (load(x + position, first: width) - center) * inverse
        return load(gradient + position, first: width) * unit
      }
      store(total, offsetGradient + column, first: width)
      store(projection, scaleGradient + column, first: width)
      for row in 0..<rows {
        let position = row * columns + column
        let unit = (load(x + position, first: width) - center) * inverse
        let common = total.addingProduct(unit, projection) / count
        store(
          (load(gradient + position, first: width) - common) * factor, inputGradient + position,
          first: width)
      }
    }
  }

  @inline(__always)
  private func inverseDeviation(
    _ variance: UnsafePointer<Float>, _ column: Int, _ width: Int
  ) -> Vector {
    1 / (load(variance + column, first: width) + epsilon).squareRoot()
  }
}
