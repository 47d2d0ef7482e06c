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
    require(rate >= 0 && rate < 1, "a dropout rate lies in [0, 1), not \(rate)")
    let mask = DropoutMask(rate: rate)
    return Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        mask.apply(pointer, into: output, count: count, using: stream, on: $0)
      }
    } pullback: { output, gradient, _ in
      [
        Tensor(gradient.shape, on: gradient.engine) { inputGradient in
          gradient.engine.compute {
            mask.pullback(
              gradient.pointer, output: output.pointer, into: inputGradient,
              count: gradient.count, on: $0)
          }
        }
      ]
    }
  }
}
