extension ColumnNormalization {
  /// The gradients of the normalisation.
  ///
  /// With the normalised x̂ = (x − mean) · r, r = 1 / √(variance + ε), and n rows: for each group `total` = Σ g and `projection` = Σ g · x̂.
  /// `offsetGradient` and `scaleGradient` are these, added over the groups in ascending order. Where `mean` and `variance` are the
  /// rows' own,
  /// `inputGradient` = (g − fma(x̂, projection, total) / n) · (scale · r), and where they are given, g · (scale · r).
  ///
  /// - Parameters:
  ///   - gradient: that of the output, g, [rows, columns].
  ///   - x: the input of `forward`, [rows, columns].
  ///   - mean: the mean of each column, [columns].
  ///   - variance: the variance of each column, [columns].
  ///   - scale: what the normalised columns were multiplied by, [columns].
  ///   - isOwn: whether the moments depend on x.
  ///   - inputGradient: receives that of x, [rows, columns].
  ///   - scaleGradient: receives that of the scale, [columns].
  ///   - offsetGradient: receives that of the offset, [columns].
  ///   - workers: the threads that share the work; their number changes no bit.
  public func pullback(
    _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>,
    mean: UnsafePointer<Float>, variance: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    isOwn: Bool = true,
    inputGradient: UnsafeMutablePointer<Float>, scaleGradient: UnsafeMutablePointer<Float>,
    offsetGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let length = groups * blocks * columns, sumLength = groups * columns
    let totals = workers.scratch(2 * (length + sumLength))
    let projections = totals + length
    let total = projections + length, projection = total + sumLength
    forEachPart(on: workers) { part in
      forEachVector(part.columns) { column, width in
        let moment = part.group * columns + column
        let center = load(mean + moment, channels: width)
        let inverse = 1 / (load(variance + moment, channels: width) + epsilon).squareRoot()
        var sum = Vector(), product = Vector()
        for row in part.rows {
          let position = row * columns + column
          let unit = (load(x + position, channels: width) - center) * inverse
          let slope = load(gradient + position, channels: width)
          sum += slope
          product += slope * unit
        }
        store(sum, totals + part.place * columns + column, channels: width)
        store(product, projections + part.place * columns + column, channels: width)
      }
    }
    combine(totals, into: total) { $0 }
    combine(projections, into: projection) { $0 }
    addGroups(total, into: offsetGradient)
    addGroups(projection, into: scaleGradient)
    let count = Vector(repeating: Float(rows))
    forEachPart(on: workers) { part in
      forEachVector(part.columns) { column, width in
        let moment = part.group * columns + column
        let center = load(mean + moment, channels: width)
        let inverse = 1 / (load(variance + moment, channels: width) + epsilon).squareRoot()
        let factor = load(scale + column, channels: width) * inverse
        let sum = load(total + moment, channels: width)
        let product = load(projection + moment, channels: width)
        for row in part.rows {
          let position = row * columns + column
          var slope = load(gradient + position, channels: width)
          if isOwn {
            let unit = (load(x + position, channels: width) - center) * inverse
            slope -= sum.addingProduct(unit, product) / count
          }
          store(slope * factor, inputGradient + position, channels: width)
        }
      }
    }
  }

  /// Adds [groups, columns] over the groups.
  private func addGroups(_ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>) {
    forEachVector(columns) { column, width in
      var sum = Vector()
      for group in 0..<groups { sum += load(x + group * columns + column, channels: width) }
      store(sum, out + column, channels: width)
    }
  }
}
