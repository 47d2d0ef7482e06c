import Tensors

/// Arithmetic that broadcasts, and operations along axes.
func axes(_ digest: (String, [[Int]], ([Tensor]) -> Tensor) -> Void) {
  digest("broadcast-sum", [[61, 1, 99], [17, 1]]) { $0[0] + $0[1] }
  digest("broadcast-product", [[61, 99], [99]]) { $0[0] * $0[1] }
  digest("quotient", [[61, 99], [61, 99]]) { $0[0] / ($0[1].squared() + 0.1) }
  digest("square-root", [[61, 99]]) { ($0[0].squared() + 0.1).squareRoot() }
  digest("absolute", [[61, 99]]) { $0[0].absolute() }
  digest("softplus", [[61, 99]]) { $0[0].softplus() }
  digest("sum-along-first", [[1100, 37]]) { $0[0].sum(along: [0]) }
  digest("sum-along-middle", [[13, 700, 70]]) { $0[0].sum(along: [1]) }
  digest("sum-along-last", [[13, 9001]]) { $0[0].sum(along: [-1]) }
  digest("mean-along", [[13, 20, 33]]) { $0[0].mean(along: [0, 2], keepingAxes: true) }
  digest("product", [[67, 45], [45, 53]]) { $0[0].matrixProduct(with: $0[1]) }
  digest("product-transposed", [[45, 67], [45, 53]]) {
    $0[0].matrixProduct(with: $0[1], transposed: true)
  }
  digest("transposed", [[13, 20, 33]]) { $0[0].transposed([2, 0, 1]) }
  digest("concatenated", [[13, 5, 33], [13, 7, 33], [13, 1, 33]]) { $0.concatenated(along: 1) }
  digest("slice", [[13, 20, 33]]) { $0[0].slice(3..<11, along: 1) }
  digest("rows", [[13, 77]]) { $0[0].rows(at: [3, 1, 3, 3, 12, 0, 1]) }
  digest("tiled", [[40, 5]]) { $0[0].tiled(height: 7, width: 6) }
}
