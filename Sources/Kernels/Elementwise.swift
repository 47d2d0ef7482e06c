/// Maps that compute each element of the output from the elements at the same place, one task after
/// another over the workers. The output may be one of the operands.
public enum Elementwise {
  /// `output = x + y`.
  public static func add(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(
          load(x + start, first: width) + load(y + start, first: width), output + start,
          first: width)
      }
    }
  }

  /// `output = x − y`.
  public static func subtract(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(
          load(x + start, first: width) - load(y + start, first: width), output + start,
          first: width)
      }
    }
  }

  /// `output = x · y`.
  public static func multiply(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(
          load(x + start, first: width) * load(y + start, first: width), output + start,
          first: width)
      }
    }
  }

  /// `output = fma(factor, x, offset)`.
  public static func scale(
    _ x: UnsafePointer<Float>, by factor: Float, plus offset: Float,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    let offset = Vector(repeating: offset), factor = Vector(repeating: factor)
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(
          offset.addingProduct(factor, load(x + start, first: width)), output + start, first: width)
      }
    }
  }

  /// `output = eˣ`.
  public static func exp(
    _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(Elementary.exp(load(x + start, first: width)), output + start, first: width)
      }
    }
  }

  /// `output = log(x + offset)`.
  public static func log(
    _ x: UnsafePointer<Float>, plus offset: Float, into output: UnsafeMutablePointer<Float>,
    count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(Elementary.log(load(x + start, first: width) + offset), output + start, first: width)
      }
    }
  }

  /// `output = gradient / (x + offset)`: the pullback of `log`.
  public static func logPullback(
    _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>, plus offset: Float,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(
          load(gradient + start, first: width) / (load(x + start, first: width) + offset),
          output + start, first: width)
      }
    }
  }

  /// `output` = x limited to `limits`; a NaN stays.
  public static func clamp(
    _ x: UnsafePointer<Float>, to limits: ClosedRange<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    let lower = Vector(repeating: limits.lowerBound), upper = Vector(repeating: limits.upperBound)
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let value = load(x + start, first: width)
        store(
          value.replacing(with: lower, where: value .< lower).replacing(
            with: upper, where: value .> upper),
          output + start, first: width)
      }
    }
  }

  /// `output` = gradient where x lies inside `limits`, ends included, elsewhere +0.
  public static func clampPullback(
    _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>, to limits: ClosedRange<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    let lower = Vector(repeating: limits.lowerBound), upper = Vector(repeating: limits.upperBound)
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let value = load(x + start, first: width)
        store(
          load(gradient + start, first: width).replacing(
            with: 0, where: (value .< lower) .| (value .> upper)), output + start, first: width
        )
      }
    }
  }

  /// `output = activation(x)`.
  public static func activate(
    _ activation: Activation, _ x: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(activation(load(x + start, first: width)), output + start, first: width)
      }
    }
  }

  /// The gradient before an activation from the one after it and the activation's `output`.
  public static func activatePullback(
    _ activation: Activation, _ gradient: UnsafePointer<Float>, output: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        store(
          activation.pullback(
            load(gradient + start, first: width), output: load(output + start, first: width)),
          inputGradient + start, first: width)
      }
    }
  }
}
