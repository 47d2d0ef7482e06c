/// Sets elements to zero at random and scales up the others, so that sums keep their expectation.
///
/// Element `e` is kept if the stream's uniform number `e` is at least `rate`. The mask is never stored:
/// the pullback draws it again. So `apply` is its own pullback.
public struct DropoutMask: Sendable {
  /// The probability of being dropped, in [0, 1).
  public let rate: Float

  /// Makes a dropout with the given rate.
  public init(rate: Float) { self.rate = rate }

  /// `output[e] = x[e] · 1/(1 − rate)` if the element is kept, else +0; the factor is rounded once.
  public func apply(
    _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    using stream: RandomStream, on workers: Workers
  ) {
    let elementsPerTask = 8192
    let elementsPerPiece = 256
    let factor = Vector(repeating: 1 / (1 - rate))
    let threshold = Vector(repeating: rate)
    workers.run(divideRoundingUp(count, elementsPerTask)) { task in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: elementsPerPiece) { uniforms in
        guard let draws = uniforms.baseAddress else { return }
        let end = min((task + 1) * elementsPerTask, count)
        for first in stride(from: task * elementsPerTask, to: end, by: elementsPerPiece) {
          let length = min(elementsPerPiece, end - first)
          stream.fillUniform(draws, count: length, from: first)
          for start in stride(from: 0, to: length, by: lanes) {
            let width = min(lanes, length - start)
            let isDropped = load(draws + start, first: width) .< threshold
            let kept = load(x + first + start, first: width) * factor
            store(
              kept.replacing(with: 0, where: isDropped), output + first + start, first: width)
          }
        }
      }
    }
  }
}
