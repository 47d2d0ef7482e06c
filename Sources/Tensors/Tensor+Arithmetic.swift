import Kernels

extension Tensor {
  /// The sum, element by element, of tensors of one shape.
  public static func + (x: Tensor, y: Tensor) -> Tensor {
    x.requireShape(of: y, "+")
    return result(of: [x, y], shape: x.shape) { output in
      x.engine.compute {
        Elementwise.add(x.pointer, y.pointer, into: output, count: x.count, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient, gradient]
    }
  }

  /// The difference, element by element, of tensors of one shape.
  public static func - (x: Tensor, y: Tensor) -> Tensor {
    x.requireShape(of: y, "-")
    return result(of: [x, y], shape: x.shape) { output in
      x.engine.compute {
        Elementwise.subtract(x.pointer, y.pointer, into: output, count: x.count, on: $0)
      }
    } pullback: { _, gradient, isNeeded in
      [gradient, isNeeded[1] ? -gradient : nil]
    }
  }

  /// The product, element by element, of tensors of one shape.
  public static func * (x: Tensor, y: Tensor) -> Tensor {
    x.requireShape(of: y, "*")
    return result(of: [x, y], shape: x.shape) { output in
      x.engine.compute {
        Elementwise.multiply(x.pointer, y.pointer, into: output, count: x.count, on: $0)
      }
    } pullback: { [x = x.detached, y = y.detached] _, gradient, isNeeded in
      [isNeeded[0] ? gradient * y : nil, isNeeded[1] ? gradient * x : nil]
    }
  }

  /// `factor · x + offset`, one fma an element.
  public func scaled(by factor: Float, plus offset: Float = 0) -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        Elementwise.scale(pointer, by: factor, plus: offset, into: output, count: count, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.scaled(by: factor)]
    }
  }

  /// x times a number.
  public static func * (factor: Float, x: Tensor) -> Tensor { x.scaled(by: factor) }
  /// x divided by a number: times its reciprocal, rounded.
  public static func / (x: Tensor, divisor: Float) -> Tensor { x.scaled(by: 1 / divisor) }
  /// x plus a number.
  public static func + (x: Tensor, offset: Float) -> Tensor { x.scaled(by: 1, plus: offset) }
  /// A number minus x.
  public static func - (minuend: Float, x: Tensor) -> Tensor { x.scaled(by: -1, plus: minuend) }
  /// −x.
  public static prefix func - (x: Tensor) -> Tensor { x.scaled(by: -1) }

  /// eˣ, element by element.
  public func exponential() -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute { Elementwise.exp(pointer, into: output, count: count, on: $0) }
    } pullback: { output, gradient, _ in
      [gradient * output]
    }
  }

  /// log(x + offset), element by element. A small offset keeps the logarithm of 0 finite.
  public func logarithm(plus offset: Float = 0) -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        Elementwise.log(pointer, plus: offset, into: output, count: count, on: $0)
      }
    } pullback: { [x = detached] _, gradient, _ in
      [
        Tensor(x.shape, on: x.engine) { output in
          x.engine.compute {
            Elementwise.logPullback(
              gradient.pointer, x.pointer, plus: offset, into: output, count: x.count, on: $0)
          }
        }
      ]
    }
  }

  /// x limited to a range, element by element; the gradient is zero outside.
  public func clamped(to limits: ClosedRange<Float>) -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        Elementwise.clamp(pointer, to: limits, into: output, count: count, on: $0)
      }
    } pullback: { [x = detached] _, gradient, _ in
      [
        Tensor(x.shape, on: x.engine) { output in
          x.engine.compute {
            Elementwise.clampPullback(
              gradient.pointer, x.pointer, to: limits, into: output, count: x.count, on: $0)
          }
        }
      ]
    }
  }

  /// `activation(x)`, element by element.
  ///
  /// - Parameter dropping: as for `dense(weights:bias:activation:dropping:)`.
  public func activated(_ activation: Activation, dropping: Dropping? = nil) -> Tensor {
    Dropping.requireFit(dropping, activation)
    if activation == .identity && dropping == nil { return self }
    return Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        Elementwise.activate(activation, pointer, into: output, count: count, on: $0)
        dropping?.apply(to: output, count: count, on: $0)
      }
    } pullback: { output, gradient, _ in
      [gradient.pulledBack(through: activation, dropping: dropping, output: output)]
    }
  }

  /// The sum of all elements as a scalar, in the fixed tree of `Sums.sum`.
  public func sum() -> Tensor {
    Tensor.result(of: [self], shape: []) { output in
      engine.compute { output.pointee = Sums.sum(pointer, count: count, on: $0) }
    } pullback: { [shape] _, gradient, _ in
      [
        Tensor(shape, on: gradient.engine) {
          $0.update(repeating: gradient.scalar, count: shape.reduce(1, *))
        }
      ]
    }
  }

  /// The mean of all elements as a scalar.
  public func mean() -> Tensor { sum() / Float(count) }

  /// The gradient before an activation, from this one after it and the activation's output.
  func pulledBack(
    through activation: Activation, dropping: Dropping? = nil, output: Tensor
  ) -> Tensor {
    if let dropping {
      return Tensor(shape, on: engine) { result in
        engine.compute {
          dropping.mask.pullback(
            pointer, output: output.pointer, through: activation, into: result, count: count,
            on: $0)
        }
      }
    }
    if activation == .identity { return self }
    return Tensor(shape, on: engine) { result in
      engine.compute {
        Elementwise.activatePullback(
          activation, pointer, output: output.pointer, into: result, count: count, on: $0)
      }
    }
  }

  func requireShape(of other: Tensor, _ operation: String) {
    require(
      shape == other.shape, "\(operation) needs equal shapes, not \(shape) and \(other.shape)")
  }
}
