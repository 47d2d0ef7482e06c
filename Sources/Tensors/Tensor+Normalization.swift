import Kernels

extension Tensor {
  /// Each column with its mean taken to 0 and its variance to 1, then scaled and shifted.
  ///
  /// The columns are the last axis: features, or the channels of images.
  ///
  /// - Parameters:
  ///   - mean: the mean of each column, [columns]; with `variance` nil for the batch's own.
  ///   - variance: the biased variance of each column, [columns].
  ///   - scale: [columns].
  ///   - offset: [columns].
  ///   - epsilon: added to the variance before the root.
  /// - Returns: the result, and the moments that it was normalised by.
  public func batchNormalized(
    moments: (mean: Tensor, variance: Tensor)?, scale: Tensor, offset: Tensor, epsilon: Float
  ) -> (output: Tensor, mean: Tensor, variance: Tensor) {
    require(
      scale.shape == [lastAxis] && offset.shape == [lastAxis],
      "scale \(scale.shape) and offset \(offset.shape) do not fit columns of shape \(shape)")
    let sizes = ColumnNormalization(rows: rows, columns: lastAxis, epsilon: epsilon)
    let (mean, variance) = moments ?? ownMoments(sizes)
    let isOwn = moments == nil
    let output = Tensor.result(of: [self, scale, offset], shape: shape) { output in
      engine.compute {
        sizes.normalize(
          pointer, mean: mean.pointer, variance: variance.pointer, scale: scale.pointer,
          offset: offset.pointer, into: output, on: $0)
      }
    } composition: { operands in
      operands[0].normalized(
        moments: isOwn ? nil : (mean, variance), scale: operands[1], offset: operands[2],
        epsilon: epsilon)
    } pullback: { [x = detached, scale = scale.detached] _, gradient, _ in
      require(isOwn, "gradients through batch normalisation need the batch's own moments")
      let scaleGradient = x.engine.allocate(sizes.columns)
      let offsetGradient = x.engine.allocate(sizes.columns)
      let inputGradient = Tensor(x.shape, on: x.engine) { result in
        x.engine.compute {
          sizes.pullback(
            gradient.pointer, x.pointer, mean: mean.pointer, variance: variance.pointer,
            scale: scale.pointer, inputGradient: result, scaleGradient: scaleGradient.pointer,
            offsetGradient: offsetGradient.pointer, on: $0)
        }
      }
      return [
        inputGradient, Tensor([sizes.columns], scaleGradient, on: x.engine),
        Tensor([sizes.columns], offsetGradient, on: x.engine),
      ]
    }
    return (output, mean, variance)
  }

  /// Batch normalisation, composed of other operations.
  private func normalized(
    moments: (mean: Tensor, variance: Tensor)?, scale: Tensor, offset: Tensor, epsilon: Float
  ) -> Tensor {
    let columns = reshaped([rows, lastAxis])
    let centred = columns - (moments?.mean ?? columns.mean(along: [0]))
    let variance = moments?.variance ?? centred.squared().mean(along: [0])
    return (centred / (variance + epsilon).squareRoot() * scale + offset).reshaped(shape)
  }

  private func ownMoments(_ sizes: ColumnNormalization) -> (Tensor, Tensor) {
    let mean = engine.allocate(sizes.columns)
    let variance = engine.allocate(sizes.columns)
    engine.compute {
      sizes.moments(pointer, mean: mean.pointer, variance: variance.pointer, on: $0)
    }
    return (
      Tensor([sizes.columns], mean, on: engine), Tensor([sizes.columns], variance, on: engine)
    )
  }

  /// Elements set to zero with probability `rate`, the others scaled by 1 / (1 − rate).
  ///
  /// - Parameter stream: decides as `DropoutMask` says.
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
