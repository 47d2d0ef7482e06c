import Foundation
import Tensors

extension OperationCase {
  /// A case with one operand and the same function for every element.
  static func map(
    _ name: String, in range: ClosedRange<Float> = -1...1,
    _ operation: @escaping @Sendable (Tensor) -> Tensor, _ f: @escaping @Sendable (Double) -> Double
  ) -> OperationCase {
    OperationCase(name, [[5, 7]], in: range, { operation($0[0]) }, reference: { $0[0].map(f) })
  }

  /// A case with two operands of one shape and the same function for every pair of elements.
  static func combine(
    _ name: String, _ operation: @escaping @Sendable (Tensor, Tensor) -> Tensor,
    _ f: @escaping @Sendable (Double, Double) -> Double
  ) -> OperationCase {
    OperationCase(
      name, [[3, 11], [3, 11]], { operation($0[0], $0[1]) },
      reference: { zip($0[0], $0[1]).map(f) })
  }

  /// 1 / (1 + e⁻ˣ) as it stands in the books.
  @Sendable static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  static let arithmetic: [OperationCase] = [
    combine("x + y", { $0 + $1 }, { $0 + $1 }),
    combine("x - y", { $0 - $1 }, { $0 - $1 }),
    combine("x * y", { $0 * $1 }, { $0 * $1 }),
    map("scaled", { $0.scaled(by: 2.5, plus: 0.75) }, { 2.5 * $0 + 0.75 }),
    map("factor * x", { 3 * $0 }, { 3 * $0 }),
    map("x / divisor", { $0 / 8 }, { $0 / 8 }),
    map("x + number", { $0 + 0.5 }, { $0 + 0.5 }),
    map("number - x", { 1 - $0 }, { 1 - $0 }),
    map("-x", { -$0 }, { -$0 }),
    map("exponential", in: -4...4, { $0.exponential() }, { exp($0) }),
    map("logarithm", in: 0.5...4, { $0.logarithm(plus: 0.25) }, { log($0 + 0.25) }),
    map("clamped", { $0.clamped(to: -0.5...0.25) }, { min(max($0, -0.5), 0.25) }),
    map("relu", { $0.activated(.relu) }, { max($0, 0) }),
    map("leakyReLU", { $0.activated(.leakyReLU(slope: 0.25)) }, { $0 > 0 ? $0 : 0.25 * $0 }),
    map("elu", in: -3...3, { $0.activated(.elu) }, { $0 > 0 ? $0 : exp($0) - 1 }),
    map("sigmoid", in: -6...6, { $0.activated(.sigmoid) }, sigmoid),
    map("tanh", in: -3...3, { $0.activated(.tanh) }, { tanh($0) }),
    map("identity", { $0.activated(.identity) }, { $0 }),
    map("x used twice", { $0 * $0 + 2 * $0 }, { $0 * $0 + 2 * $0 }),
    OperationCase("sum", [[4, 9]], { $0[0].sum() }, reference: { [$0[0].reduce(0, +)] }),
    OperationCase(
      "mean", [[4, 9]], in: 0...2, { $0[0].mean() }, reference: { [$0[0].reduce(0, +) / 36] }),
    OperationCase(
      "cross-entropy", [[6, 7]], in: -8...8,
      { $0[0].crossEntropy(targets: Tensor([6, 7], targets(42))) },
      reference: {
        zip($0[0], targets(42)).map { x, t in
          -Double(t) * log(sigmoid(x)) - (1 - Double(t)) * log(1 - sigmoid(x))
        }
      }),
  ]

  /// Targets between 0 and 1, both ends included.
  @Sendable private static func targets(_ count: Int) -> [Float] {
    (0..<count).map { Float($0 % 5) / 4 }
  }
}
