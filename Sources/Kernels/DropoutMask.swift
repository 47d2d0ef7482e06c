/// Sets elements to zero at random and scales up the others, so that sums keep their expectation.
///
/// Sixteen random bits decide about an element, so the rate is rounded to a multiple of 2⁻¹⁶. Those of element
/// `e` are in word `e mod 16` of the four Philox blocks from 4 · ⌊e / 32⌋ on: its lower half if ⌊e / 16⌋ is even,
/// else its upper half. The element is kept if they, as a number, are at least `rate` · 2¹⁶.
///
/// What is dropped becomes −0 and what is kept never is, so the output is its own mask and the pullback needs no
/// random numbers. To every sum −0 is as good as +0.
public struct DropoutMask: Sendable {
  /// The probability of being dropped, a multiple of 2⁻¹⁶ in [0, 1).
  public let rate: Float

  /// Makes a dropout with the given rate, which is rounded.
  public init(rate: Float) {
    self.rate = min(Float(UInt32(rate * 0x1p16 + 0.5)), 0x1p16 - 1) * 0x1p-16
  }

  /// The factor of what is kept, 1 / (1 − rate), rounded once.
  private var factor: Vector { Vector(repeating: 1 / (1 - rate)) }

  /// Elements about which one draw of random words decides.
  static let elementsPerDraw = 2 * lanes

  /// `output[e] = fma(x[e], 1/(1 − rate), +0)` if the element is kept, else −0. The output may be x.
  ///
  /// - Parameters:
  ///   - x: `count` floats.
  ///   - output: receives as many.
  ///   - first: which element `x` and `output` begin with; a multiple of 32.
  ///   - count: how many elements.
  ///   - stream: the step's: each element has a number of its own in it, so the backward pass draws the same mask
  ///     again.
  ///   - workers: the threads that share the work; their number changes no bit.
  public func apply(
    _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, from first: Int = 0,
    count: Int, using stream: RandomStream, on workers: Workers
  ) {
    let elementsPerTask = 8192
    let elementsPerDraw = DropoutMask.elementsPerDraw
    let firstDraw = first / elementsPerDraw
    let factor = self.factor
    // In the upper half of a word, where the lower half cannot turn a comparison.
    let threshold = Sixteen(repeating: UInt32(rate * 0x1p16) << 16)
    workers.run(divideRoundingUp(count, elementsPerTask)) { task in
      let end = min((task + 1) * elementsPerTask, count)
      for start in stride(from: task * elementsPerTask, to: end, by: elementsPerDraw) {
        let words = Philox.blocks(
          from: UInt64((firstDraw + start / elementsPerDraw) * 4), high: stream.step,
          key: stream.key)
        let width = min(lanes, end - start)
        let first = load(x + start, first: width).times(factor, plus: 0)
          .replacing(with: -0.0, where: words &<< 16 .< threshold)
        store(first, output + start, first: width)
        let rest = min(lanes, end - start - lanes)
        if rest > 0 {
          let second = load(x + start + lanes, first: rest).times(factor, plus: 0)
            .replacing(with: -0.0, where: words .< threshold)
          store(second, output + start + lanes, first: rest)
        }
      }
    }
  }

  /// The gradient before an activation and a dropout from the one after them and what `apply` has put out:
  /// that of the activation from `gradient` · 1/(1 − rate) where the element was kept, else +0.
  ///
  /// - Parameters:
  ///   - gradient: that of what `apply` has put out, `count` floats.
  ///   - output: what `apply` has put out.
  ///   - activation: one that `keepsSign`, for the output tells no more of its input than the sign.
  ///   - inputGradient: receives the gradient; may be `gradient`.
  ///   - count: how many elements.
  ///   - workers: the threads that share the work; their number changes no bit.
  public func pullback(
    _ gradient: UnsafePointer<Float>, output: UnsafePointer<Float>,
    through activation: Activation = .identity,
    into inputGradient: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    let factor = self.factor
    let slope: Float
    switch activation {
    case .relu: slope = 0
    case .leakyReLU(let leak): slope = leak
    case .identity, .elu, .sigmoid, .tanh: slope = 1
    }
    let dropped = Sixteen<Int32>(repeating: Int32.min)
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let result = load(output + start, first: width)
        let kept = load(gradient + start, first: width) * factor
        // For ReLU zero itself, not zero times something negative.
        let leaked = slope == 0 ? Vector() : slope * kept
        let passed = kept.replacing(with: leaked, where: result .<= 0)
        let wasDropped = result.bits .== dropped
        store(passed.replacing(with: 0, where: wasDropped), inputGradient + start, first: width)
      }
    }
  }
}
