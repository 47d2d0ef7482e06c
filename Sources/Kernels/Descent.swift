/// One step of an optimiser over a buffer of parameters, in one pass.
///
/// `parameters` may be updated in place or copied to another buffer on the way.
public enum Descent {
  /// Adam (Kingma and Ba, 2015) in the form of Keras and TensorFlow 1: ε is added to √v, and the bias
  /// correction sits in `rate` = learning rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ).
  ///
  ///     m ← fma(1 − β₁, g − m, m);  v ← fma(1 − β₂, g² − v, v);  p ← keep · p − rate · m / (√v + ε)
  ///
  /// - Parameters:
  ///   - parameters: p, `count` floats.
  ///   - gradient: g, that of the loss.
  ///   - mean: m, the mean gradient, which is updated in place.
  ///   - meanSquare: v, the mean squared gradient, which is updated in place.
  ///   - updated: receives the parameters after the step; may be `parameters`.
  ///   - count: how many floats each of the arrays has.
  ///   - rate: the learning rate with the bias correction in it.
  ///   - oneMinusBeta1: 1 − β₁, the weight of a new gradient in the mean.
  ///   - oneMinusBeta2: 1 − β₂, that of its square in the mean square.
  ///   - epsilon: added to the root of the mean square.
  ///   - keep: 1, or less for a weight decay apart from the gradient (AdamW).
  ///   - workers: the threads that share the work; their number changes no bit.
  public static func adam(
    _ parameters: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
    mean: UnsafeMutablePointer<Float>, meanSquare: UnsafeMutablePointer<Float>,
    into updated: UnsafeMutablePointer<Float>, count: Int,
    rate: Float, oneMinusBeta1: Float, oneMinusBeta2: Float, epsilon: Float, keep: Float = 1,
    on workers: Workers
  ) {
    let meanShare = Vector(repeating: oneMinusBeta1)
    let squareShare = Vector(repeating: oneMinusBeta2)
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let g = load(gradient + start, first: width)
        var m = load(mean + start, first: width)
        var v = load(meanSquare + start, first: width)
        m = m.addingProduct(meanShare, g - m)
        v = v.addingProduct(squareShare, g * g - v)
        let p =
          keep * load(parameters + start, first: width) - rate * m / (v.squareRoot() + epsilon)
        store(m, mean + start, first: width)
        store(v, meanSquare + start, first: width)
        store(p, updated + start, first: width)
      }
    }
  }

  /// RMSProp as TensorFlow 1 has it: ε stands inside the root.
  ///
  ///     s ← fma(1 − decay, g² − s, s);  p ← p − rate · g / √(s + ε)
  public static func rmsProp(
    _ parameters: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
    meanSquare: UnsafeMutablePointer<Float>, into updated: UnsafeMutablePointer<Float>, count: Int,
    rate: Float, oneMinusDecay: Float, epsilon: Float, on workers: Workers
  ) {
    let share = Vector(repeating: oneMinusDecay)
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let g = load(gradient + start, first: width)
        var s = load(meanSquare + start, first: width)
        s = s.addingProduct(share, g * g - s)
        let p = load(parameters + start, first: width) - rate * g / (s + epsilon).squareRoot()
        store(s, meanSquare + start, first: width)
        store(p, updated + start, first: width)
      }
    }
  }

  /// Stochastic gradient descent with momentum μ as PyTorch has it: the velocity is in units of the gradient, and the rate is applied
  /// last.
  ///
  ///     v ← fma(μ, v, g);  p ← p − rate · v,  or with Nesterov's momentum  p ← p − rate · fma(μ, v, g)
  public static func momentum(
    _ parameters: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
    velocity: UnsafeMutablePointer<Float>, into updated: UnsafeMutablePointer<Float>, count: Int,
    rate: Float, momentum: Float, isNesterov: Bool, on workers: Workers
  ) {
    let share = Vector(repeating: momentum)
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let g = load(gradient + start, first: width)
        let v = g.addingProduct(share, load(velocity + start, first: width))
        let direction = isNesterov ? g.addingProduct(share, v) : v
        let p = load(parameters + start, first: width) - rate * direction
        store(v, velocity + start, first: width)
        store(p, updated + start, first: width)
      }
    }
  }
}
