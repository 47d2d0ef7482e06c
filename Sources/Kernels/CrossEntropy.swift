/// Binary cross-entropy of logits, element by element.
public enum CrossEntropy {
  /// `output = softplus(logit) − target · logit`, which is −t log σ(x) − (1 − t) log(1 − σ(x)) without the
  /// loss of digits where σ(x) is close to 0 or 1.
  public static func forward(
    logits: UnsafePointer<Float>, targets: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, count: Int, on workers: Workers
  ) {
    Elementwise.map(logits, targets, into: output, count: count, on: workers) { logit, target in
      Elementary.softplus(logit).addingProduct(-target, logit)
    }
  }

  /// `output = gradient · (σ(logit) − target)`.
  public static func pullback(
    _ gradient: UnsafePointer<Float>, logits: UnsafePointer<Float>,
    targets: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    on workers: Workers
  ) {
    Elementwise.map(gradient, logits, targets, into: output, count: count, on: workers) {
      $0 * (Elementary.sigmoid($1) - $2)
    }
  }
}
