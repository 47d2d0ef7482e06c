import Kernels
import Tensors

/// The losses of a generative adversarial network's two players, averaged over the batch.
///
/// `real` and `generated` are the discriminator's outputs for real and for generated examples: logits for the first two cases,
/// scores without a bound for the others.
public enum AdversarialLoss: String, Sendable, CaseIterable {
  /// Cross-entropy; the generator *raises* the discriminator's loss of generated examples, E log(1 − D(G(z))), whose gradient
  /// vanishes when the discriminator is sure (Goodfellow and others, 2014, equation 1).
  case saturating
  /// Cross-entropy; the generator lowers −E log D(G(z)) (the same paper, section 3).
  case nonSaturating = "non-saturating"
  /// Squared distance of the scores from 1 for real and 0 for generated examples (Mao and others, 2017, with a = 0 and b = c = 1,
  /// without its factor ½).
  case leastSquares = "least-squares"
  /// The difference of mean scores, an estimate of the Wasserstein-1 distance for a critic that is 1-Lipschitz (Arjovsky and others, 2017).
  case wasserstein
  /// Scores count until they pass ±1 (Lim and Ye, 2017).
  case hinge

  /// What the discriminator minimises: the loss of real examples plus that of generated ones. At logits of 0 the cross-entropy is 2 log 2.
  ///
  /// - Parameters:
  ///   - real: logits of real examples, or a critic's scores, [n, 1].
  ///   - generated: those of generated examples, as many or others.
  ///   - smoothing: replaces the targets 1 and 0; for the losses that have targets.
  public func discriminator(
    real: Tensor, generated: Tensor, smoothing: LabelSmoothing = .none
  ) -> Tensor {
    switch self {
    case .saturating, .nonSaturating:
      return crossEntropyLoss(logits: real, expected: smoothing.realTarget, reduction: .mean)
        + crossEntropyLoss(logits: generated, expected: smoothing.generatedTarget, reduction: .mean)
    case .leastSquares:
      return squaredDistance(real, smoothing.realTarget)
        + squaredDistance(generated, smoothing.generatedTarget)
    case .wasserstein:
      requireNone(smoothing)
      return generated.mean() - real.mean()
    case .hinge:
      requireNone(smoothing)
      return (1 - real).activated(.relu).mean() + (generated + 1).activated(.relu).mean()
    }
  }

  /// What the discriminator minimises with noisy targets, uniform in [0.7, 1.2) for real and in [0, 0.3) for generated examples, each of
  /// its own; by cross-entropy alone.
  ///
  /// - Parameters:
  ///   - real: logits of real examples, [n, 1].
  ///   - generated: those of generated examples, as many or others.
  ///   - stream: gives a number for each example.
  public func discriminator(real: Tensor, generated: Tensor, noisyTargets stream: RandomStream)
    -> Tensor
  {
    requireProbabilities()
    func loss(_ logits: Tensor, _ index: UInt64, _ range: ClosedRange<Float>) -> Tensor {
      let targets = Tensor.uniform(logits.shape, using: stream.child(index))
        .scaled(by: range.upperBound - range.lowerBound, plus: range.lowerBound)
      return crossEntropyLoss(logits: logits, expected: targets, reduction: .mean)
    }
    return loss(real, 0, 0.7...1.2) + loss(generated, 1, 0...0.3)
  }

  /// What the generator minimises.
  public func generator(generated: Tensor) -> Tensor {
    switch self {
    case .saturating: -crossEntropyLoss(logits: generated, expected: 0, reduction: .mean)
    case .nonSaturating: crossEntropyLoss(logits: generated, expected: 1, reduction: .mean)
    case .leastSquares: squaredDistance(generated, 1)
    case .wasserstein, .hinge: -generated.mean()
    }
  }

  /// What the discriminator minimises, from probabilities: −E log D(x) − E log(1 − D(G(z))). Where there are logits, they are the
  /// more exact way.
  ///
  /// - Parameters:
  ///   - real: what it gives real examples for being real, in (0, 1), [n, 1].
  ///   - generated: what it gives generated ones for being real.
  ///   - smoothing: replaces the targets 1 and 0.
  public func discriminator(
    realProbabilities real: Tensor, generatedProbabilities generated: Tensor,
    smoothing: LabelSmoothing = .none
  ) -> Tensor {
    requireProbabilities()
    /// −t log p − (1 − t) log(1 − p), without a term of no weight.
    func loss(_ probabilities: Tensor, _ target: Float) -> Tensor {
      if target == 1 { return negativeLogLoss(probabilities: probabilities, reduction: .mean) }
      let rest = negativeLogLoss(probabilities: 1 - probabilities, reduction: .mean)
      if target == 0 { return rest }
      return target * negativeLogLoss(probabilities: probabilities, reduction: .mean)
        + (1 - target) * rest
    }
    return loss(real, smoothing.realTarget) + loss(generated, smoothing.generatedTarget)
  }

  /// What the discriminator minimises as the mean over real and generated examples, from probabilities: log 2 for a
  /// discriminator that cannot tell.
  ///
  /// - Parameters:
  ///   - probabilities: what it gives real and generated examples for being real, in (0, 1), [n, 1] each.
  ///   - smoothing: replaces the targets 1 and 0.
  public func meanDiscriminator(
    _ probabilities: (real: Tensor, generated: Tensor), smoothing: LabelSmoothing = .none
  ) -> Tensor {
    0.5
      * discriminator(
        realProbabilities: probabilities.real, generatedProbabilities: probabilities.generated,
        smoothing: smoothing)
  }

  /// What the generator minimises, from probabilities.
  public func generator(generatedProbabilities generated: Tensor) -> Tensor {
    requireProbabilities()
    return self == .saturating
      ? -negativeLogLoss(probabilities: 1 - generated, reduction: .mean)
      : negativeLogLoss(probabilities: generated, reduction: .mean)
  }

  private func squaredDistance(_ scores: Tensor, _ target: Float) -> Tensor {
    let distance = scores + -target
    return (distance * distance).mean()
  }

  private func requireProbabilities() {
    require(
      self == .saturating || self == .nonSaturating,
      "the \(rawValue) loss is one of scores, not of probabilities")
  }

  private func requireNone(_ smoothing: LabelSmoothing) {
    require(smoothing == .none, "the \(rawValue) loss has no targets that could be smoothed")
  }
}

/// Targets of a discriminator that are not quite 1 and 0, so that it does not grow too sure.
public enum LabelSmoothing: Sendable, Hashable {
  /// 1 and 0.
  case none
  /// 1 − amount for real examples, 0 for generated ones (Salimans and others, 2016).
  case oneSided(Float)
  /// 1 − amount / 2 and amount / 2, as TensorFlow's `label_smoothing` has it.
  case twoSided(Float)

  /// The target of real examples.
  public var realTarget: Float {
    switch self {
    case .none: 1
    case .oneSided(let amount): 1 - amount
    case .twoSided(let amount): 1 - amount / 2
    }
  }

  /// The target of generated examples.
  public var generatedTarget: Float {
    switch self {
    case .none, .oneSided: 0
    case .twoSided(let amount): amount / 2
    }
  }
  /// The least that a discriminator's loss, of real and generated examples together, can be: the entropies of both targets, in nats.
  public var leastLoss: Double {
    [realTarget, 1 - realTarget, generatedTarget, 1 - generatedTarget].reduce(0) { sum, share in
      share > 0 ? sum - Double(share) * Double(Elementary.log(share)) : sum
    }
  }
}
