import Kernels
import Tensors

/// The share of examples whose greatest logit is that of their label; the first of equal ones counts.
///
/// - Parameters:
///   - logits: [n, classes], or probabilities.
///   - labels: the classes, [n], n at least 1.
public func accuracy(logits: Tensor, labels: [UInt8]) -> Double {
  require(
    logits.shape.count == 2 && logits.shape[0] == labels.count && !labels.isEmpty,
    "\(labels.count) labels for logits of shape \(logits.shape)")
  let classes = logits.shape[1]
  let right = logits.withElements { elements in
    labels.indices.count { row in
      let scores = elements[row * classes..<(row + 1) * classes]
      return scores.firstIndex(of: scores.max() ?? 0) == row * classes + Int(labels[row])
    }
  }
  return Double(right) / Double(labels.count)
}
