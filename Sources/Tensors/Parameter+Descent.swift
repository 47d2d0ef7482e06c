import Kernels

/// Running averages of a parameter's gradients, changed in place by one optimiser alone.
public struct GradientAverage: Sendable {
  let tensor: Tensor

  /// An average that starts at `value` everywhere, in the shape of `parameter`.
  public init(like parameter: Parameter, startingAt value: Float) {
    tensor = Tensor(parameter.value.shape, on: parameter.value.engine) {
      $0.update(repeating: value, count: parameter.value.count)
    }
  }

  /// The average now, in row-major order.
  public var values: [Float] { tensor.values }

  /// The number of values.
  public var count: Int { tensor.count }

  /// Calls `body` with the average now, in row-major order.
  public func withElements<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try tensor.withElements(body)
  }

  /// Replaces the average, in row-major order; in place, as no tape ever sees it.
  public func assign(_ values: [Float]) {
    require(values.count == count, "\(values.count) values for an average of \(count)")
    values.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress {
        tensor.storage.pointer.update(from: base, count: buffer.count)
      }
    }
  }
}

extension Parameter {
  /// One step of `Descent.adam`, `rate` with the bias correction in it, `keep` with the weight decay.
  public func descendAdam(
    _ gradient: Tensor, mean: GradientAverage, meanSquare: GradientAverage,
    rate: Float, beta1: Float, beta2: Float, epsilon: Float, keep: Float = 1
  ) {
    requireGradient(gradient)
    // The value goes to a new buffer, for a tape may still hold the old one.
    assign(
      Tensor(value.shape, on: value.engine) { output in
        value.engine.compute {
          Descent.adam(
            value.pointer, gradient: gradient.pointer, mean: mean.tensor.storage.pointer,
            meanSquare: meanSquare.tensor.storage.pointer, into: output, count: value.count,
            rate: rate, oneMinusBeta1: 1 - beta1, oneMinusBeta2: 1 - beta2, epsilon: epsilon,
            keep: keep, on: $0)
        }
      })
  }

  /// One step of `Descent.rmsProp`.
  public func descendRMSProp(
    _ gradient: Tensor, meanSquare: GradientAverage, rate: Float, decay: Float, epsilon: Float
  ) {
    requireGradient(gradient)
    assign(
      Tensor(value.shape, on: value.engine) { output in
        value.engine.compute {
          Descent.rmsProp(
            value.pointer, gradient: gradient.pointer,
            meanSquare: meanSquare.tensor.storage.pointer,
            into: output, count: value.count, rate: rate, oneMinusDecay: 1 - decay,
            epsilon: epsilon, on: $0)
        }
      })
  }

  /// One step of `Descent.momentum`.
  public func descendMomentum(
    _ gradient: Tensor, velocity: GradientAverage, rate: Float, momentum: Float, isNesterov: Bool
  ) {
    requireGradient(gradient)
    assign(
      Tensor(value.shape, on: value.engine) { output in
        value.engine.compute {
          Descent.momentum(
            value.pointer, gradient: gradient.pointer, velocity: velocity.tensor.storage.pointer,
            into: output, count: value.count, rate: rate, momentum: momentum,
            isNesterov: isNesterov, on: $0)
        }
      })
  }

  private func requireGradient(_ gradient: Tensor) {
    require(
      gradient.shape == value.shape,
      "a gradient of shape \(gradient.shape) cannot move a parameter of shape \(value.shape)")
  }
}
