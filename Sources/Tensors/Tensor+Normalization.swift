import Kernels

extension Tensor {
  /// Batch normalisation: each column with its mean taken to 0 and its variance to 1, then scaled and shifted.
  ///
  /// The columns are the last axis: features, or the channels of images. Moments that are given are constants for gradients.
  ///
  /// - Parameters:
  ///   - moments: the mean and the biased variance of each column, [columns]; nil for the batch's own.
  ///   - scale: [columns].
  ///   - offset: [columns].
  ///   - epsilon: added to the variance before the root.
  /// - Returns: the result, and the moments that it was normalised by.
  public func batchNormalized(
    moments: (mean: Tensor, variance: Tensor)?, scale: Tensor, offset: Tensor, epsilon: Float
  ) -> (output: Tensor, mean: Tensor, variance: Tensor) {
    let result = normalized(
      ColumnNormalization(rows: rows, columns: lastAxis, epsilon: epsilon), moments: moments,
      scale: scale, offset: offset, operation: "batchNormalized(moments:scale:offset:epsilon:)")
    if let moments {
      _ = result.output.traced(
        .batchNormalization(epsilon: epsilon),
        of: [self, moments.mean, moments.variance, scale, offset])
    }
    return result
  }

  /// Instance normalisation (Ulyanov and others, 2016): each channel of each image with its mean taken to 0 and its variance to 1, then
  /// scaled and shifted.
  ///
  /// - Parameters:
  ///   - scale: [channels]; x is [n, height, width, channels].
  ///   - offset: [channels].
  ///   - epsilon: added to the biased variance before the root.
  public func instanceNormalized(scale: Tensor, offset: Tensor, epsilon: Float) -> Tensor {
    require(shape.count == 4, "images have the shape [n, height, width, c], not \(shape)")
    return normalized(
      ColumnNormalization(
        groups: shape[0], rows: shape[1] * shape[2], columns: shape[3], epsilon: epsilon),
      moments: nil, scale: scale, offset: offset,
      operation: "instanceNormalized(scale:offset:epsilon:)"
    ).output.traced(.instanceNormalization(epsilon: epsilon), of: [self, scale, offset])
  }

  private func normalized(
    _ sizes: ColumnNormalization, moments: (mean: Tensor, variance: Tensor)?, scale: Tensor,
    offset: Tensor, operation: String
  ) -> (output: Tensor, mean: Tensor, variance: Tensor) {
    require(
      scale.shape == [lastAxis] && offset.shape == [lastAxis],
      "scale \(scale.shape) and offset \(offset.shape) do not fit columns of shape \(shape)")
    let (mean, variance) = moments ?? ownMoments(sizes)
    let isOwn = moments == nil
    let output = Tensor.result(of: [self, scale, offset], shape: shape, operation: operation) {
      output in
      engine.compute {
        sizes.normalize(
          pointer, mean: mean.pointer, variance: variance.pointer, scale: scale.pointer,
          offset: offset.pointer, into: output, on: $0)
      }
    } composition: { operands in
      let x = operands[0].reshaped([sizes.groups, sizes.rows, sizes.columns])
      let mean = isOwn ? x.mean(along: [1], keepingAxes: true) : mean
      let centered = x - mean
      let variance = isOwn ? centered.squared().mean(along: [1], keepingAxes: true) : variance
      let unit = centered / (variance + sizes.epsilon).squareRoot()
      return (unit * operands[1] + operands[2]).reshaped(operands[0].shape)
    } pullback: { [x = detached, scale = scale.detached] _, gradient, _ in
      let scaleGradient = x.engine.allocate(sizes.columns)
      let offsetGradient = x.engine.allocate(sizes.columns)
      let inputGradient = Tensor(x.shape, on: x.engine) { result in
        x.engine.compute {
          sizes.pullback(
            gradient.pointer, x.pointer, mean: mean.pointer, variance: variance.pointer,
            scale: scale.pointer, isOwn: isOwn, inputGradient: result,
            scaleGradient: scaleGradient.pointer, offsetGradient: offsetGradient.pointer, on: $0)
        }
      }
      return [
        inputGradient, Tensor([sizes.columns], scaleGradient, on: x.engine),
        Tensor([sizes.columns], offsetGradient, on: x.engine),
      ]
    }
    return (output, mean, variance)
  }

  /// The moments of each column of each group, [groups, columns], or [columns] of one group.
  private func ownMoments(_ sizes: ColumnNormalization) -> (Tensor, Tensor) {
    let count = sizes.groups * sizes.columns
    let shape = sizes.groups == 1 ? [sizes.columns] : [sizes.groups, sizes.columns]
    let mean = engine.allocate(count)
    let variance = engine.allocate(count)
    engine.compute {
      sizes.moments(pointer, mean: mean.pointer, variance: variance.pointer, on: $0)
    }
    return (Tensor(shape, mean, on: engine), Tensor(shape, variance, on: engine))
  }

  /// Elements set to zero with probability `rate`, the others scaled by 1 / (1 − rate).
  ///
  /// - Parameters:
  ///   - rate: in [0, 1); at 0 nothing changes.
  ///   - stream: decides as `DropoutMask` says.
  public func droppedOut(rate: Float, using stream: RandomStream) -> Tensor {
    let dropping = Dropping(rate: rate, using: stream)
    return Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        dropping.mask.apply(pointer, into: output, count: count, using: stream, on: $0)
      }
    } pullback: { output, gradient, _ in
      [gradient.pulledBack(through: .identity, dropping: dropping, output: output)]
    }
  }
}

/// A dropout that a layer does to its own output, which saves a pass through memory either way.
public struct Dropping: Sendable {
  let mask: DropoutMask
  let stream: RandomStream

  /// Makes a dropout of elements with probability `rate` in [0, 1), about which `stream` decides as `DropoutMask` says.
  public init(rate: Float, using stream: RandomStream) {
    require(rate >= 0 && rate < 1, "a dropout rate lies in [0, 1), not \(rate)")
    mask = DropoutMask(rate: rate)
    self.stream = stream
  }

  /// Drops elements where they stand.
  func apply(to output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers) {
    mask.apply(output, into: output, count: count, using: stream, on: workers)
  }

  /// What a layer with `activation` may do by itself.
  static func requireFit(_ dropping: Dropping?, _ activation: Activation) {
    require(
      dropping == nil || activation.keepsSign,
      "a layer with \(activation) cannot drop elements of its own output")
  }
}
