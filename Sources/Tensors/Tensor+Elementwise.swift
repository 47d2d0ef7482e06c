import Kernels

extension Tensor {
  /// eˣ, element by element.
  public func exponential() -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute { Elementwise.exp(pointer, into: output, count: count, on: $0) }
    } pullback: { output, gradient, _ in
      [gradient * output]
    }.traced(.function("exponential"), of: [self])
  }

  /// log(x + offset), element by element. A small offset keeps the logarithm of 0 finite.
  public func logarithm(plus offset: Float = 0) -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        Elementwise.log(pointer, plus: offset, into: output, count: count, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.divided(by: self, plus: offset)]
    }.traced(.logarithm(offset: offset), of: [self])
  }

  /// The gradient of a logarithm: this one, divided by x + offset.
  private func divided(by x: Tensor, plus offset: Float) -> Tensor {
    Tensor.result(of: [self, x], shape: x.shape, operation: "the gradient of logarithm(plus:)") {
      output in
      engine.compute {
        Elementwise.logPullback(
          pointer, x.pointer, plus: offset, into: output, count: count, on: $0)
      }
    } pullback: { output, gradient, isNeeded in
      let share = gradient.divided(by: x, plus: offset)
      return [isNeeded[0] ? share : nil, isNeeded[1] ? -(share * output) : nil]
    }
  }

  /// √x, element by element. The slope is infinite at 0: `(x + 1e-12).squareRoot()` keeps gradients finite there.
  public func squareRoot() -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute { Elementwise.squareRoot(pointer, into: output, count: count, on: $0) }
    } pullback: { output, gradient, _ in
      [gradient.scaled(by: 0.5) / output]
    }.traced(.function("square-root"), of: [self])
  }

  /// x², element by element.
  public func squared() -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute { Elementwise.multiply(pointer, pointer, into: output, count: count, on: $0) }
    } pullback: { _, gradient, _ in
      [gradient.scaled(by: 2) * self]
    }.traced(.function("square"), of: [self])
  }

  /// |x|, element by element; the derivative at 0 is 0.
  public func absolute() -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute { Elementwise.absolute(pointer, into: output, count: count, on: $0) }
    } pullback: { _, gradient, _ in
      [gradient.withSign(of: self)]
    }.traced(.function("absolute"), of: [self])
  }

  /// The gradient of absolute values: this one times the sign of x, which is 0 at 0.
  private func withSign(of x: Tensor) -> Tensor {
    Tensor.result(of: [self], shape: shape, operation: "the gradient of absolute()") { output in
      engine.compute {
        Elementwise.absolutePullback(pointer, x.pointer, into: output, count: count, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.withSign(of: x)]
    }
  }

  /// x limited to a range, element by element; the gradient is zero outside.
  public func clamped(to limits: ClosedRange<Float>) -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        Elementwise.clamp(pointer, to: limits, into: output, count: count, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.zeroed(where: self, isOutside: limits)]
    }.traced(.clamping(limits), of: [self])
  }

  /// The greater one of x and a number, element by element; where they are equal, the gradient is that of x.
  public func maximum(_ lowerLimit: Float) -> Tensor { clamped(to: lowerLimit ... .infinity) }
  /// The smaller one of x and a number, element by element; where they are equal, the gradient is that of x.
  public func minimum(_ upperLimit: Float) -> Tensor { clamped(to: -.infinity...upperLimit) }

  /// The gradient of a limited x: this one, but zero where x lies outside.
  private func zeroed(where x: Tensor, isOutside limits: ClosedRange<Float>) -> Tensor {
    Tensor.result(of: [self], shape: shape, operation: "the gradient of clamped(to:)") { output in
      engine.compute {
        Elementwise.clampPullback(
          pointer, x.pointer, to: limits, into: output, count: count, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.zeroed(where: x, isOutside: limits)]
    }
  }
}
