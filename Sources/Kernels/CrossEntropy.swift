/// Binary cross-entropy of logits, element by element.
public enum CrossEntropy {
  /// `output = softplus(logit) − target · logit`, which is −t log σ(x) − (1 − t) log(1 − σ(x)) without the
  /// loss of digits where σ(x) is close to 0 or 1.
  public static func forward(
    logits: UnsafePointer<Float>, targets: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let logit = load(logits + start, first: width)
        let target = load(targets + start, first: width)
        store(
          Elementary.softplus(logit).addingProduct(-target, logit), output + start, first: width)
      }
    }
  }

  /// `output = gradient · (σ(logit) − target)`.
  public static func pullback(
    _ gradient: UnsafePointer<Float>, logits: UnsafePointer<Float>,
    targets: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers
  ) {
    workers.forEachPart(of: count) { part in
      forEachVector(part) { start, width in
        let logit = load(logits + start, first: width)
        let target = load(targets + start, first: width)
        let gradient = load(gradient + start, first: width)
        store(gradient * (Elementary.sigmoid(logit) - target), output + start, first: width)
      }
    }
  }
}
