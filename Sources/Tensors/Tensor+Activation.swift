import Kernels

extension Tensor {
  /// `activation(x)`, element by element.
  ///
  /// - Parameters:
  ///   - activation: a function of one number, by `Elementary`.
  ///   - dropping: as for `dense(weights:bias:activation:dropping:)`.
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
    }.traced(.activation(activation), of: [self], dropping: dropping)
  }

  /// log(1 + eˣ), element by element: a smooth `maximum(0)`.
  public func softplus() -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute { Elementwise.softplus(pointer, into: output, count: count, on: $0) }
    } pullback: { _, gradient, _ in
      [gradient * activated(.sigmoid)]
    }.traced(.function("softplus"), of: [self])
  }

  /// The gradient before an activation, from this one after it and the activation's output.
  ///
  /// It is this one times a slope that the output tells. Where the activation is piecewise linear, or a dropout followed, the
  /// slope does not change with the output.
  func pulledBack(
    through activation: Activation, dropping: Dropping? = nil, output: Tensor
  ) -> Tensor {
    if activation == .identity && dropping == nil { return self }
    return Tensor.result(
      of: [self, output], shape: shape, operation: "the gradient of activated(_:dropping:)"
    ) { result in
      engine.compute {
        if let dropping {
          dropping.mask.pullback(
            pointer, output: output.pointer, through: activation, into: result, count: count,
            on: $0)
        } else {
          Elementwise.activatePullback(
            activation, pointer, output: output.pointer, into: result, count: count, on: $0)
        }
      }
    } pullback: { _, gradient, isNeeded in
      [
        isNeeded[0]
          ? gradient.pulledBack(through: activation, dropping: dropping, output: output) : nil,
        isNeeded[1]
          ? (gradient * self).timesChange(ofSlopeOf: activation, output: output) : nil,
      ]
    }
  }

  /// This tensor times the derivative of an activation's slope with respect to its output; nil where the slope is constant.
  private func timesChange(ofSlopeOf activation: Activation, output: Tensor) -> Tensor? {
    switch activation {
    case .identity, .relu, .leakyReLU: nil
    // The slope is y + 1 where y ≤ 0.
    case .elu: self - pulledBack(through: .relu, output: output)
    // y · (1 − y)
    case .sigmoid: self * output.scaled(by: -2, plus: 1)
    // 1 − y²
    case .tanh: self * output.scaled(by: -2)
    }
  }
}
