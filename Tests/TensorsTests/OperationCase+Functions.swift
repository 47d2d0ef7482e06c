import Foundation
import Tensors

extension OperationCase {
  /// Quotients, roots and other functions.
  static let functions: [OperationCase] = [
    quotient, softmaxCrossEntropy,
    map("squareRoot", in: 0.5...4, { $0.squareRoot() }, { sqrt($0) }),
    map("squared", { $0.squared() }, { $0 * $0 }),
    map("absolute", { $0.absolute() }, { abs($0) }),
    map("softplus", in: -6...6, { $0.softplus() }, { log(1 + exp($0)) }),
    map("maximum", { $0.maximum(0.25) }, { max($0, 0.25) }),
    map("minimum", { $0.minimum(-0.25) }, { min($0, -0.25) }),
    map("x - number", { $0 - 0.5 }, { $0 - 0.5 }),
  ]

  private static let quotient = OperationCase(
    "x / y", [[3, 11], [3, 11]], in: 0.5...2, { $0[0] / $0[1] },
    reference: { operands in zip(operands[0], operands[1]).map { x, y in x / y } })

  private static let softmaxCrossEntropy = OperationCase(
    "softmax cross-entropy", [[5, 4]], in: -3...3,
    { $0[0].softmaxCrossEntropy(targets: .oneHot([2, 0, 3, 1, 1], classes: 4)) },
    reference: { operands in
      zip(0..., [2, 0, 3, 1, 1]).map { (row: Int, label: Int) -> Double in
        let logits = operands[0][row * 4..<row * 4 + 4]
        let sum = logits.reduce(0) { $0 + exp($1) }
        return log(sum) - logits[row * 4 + label]
      }
    })
}
