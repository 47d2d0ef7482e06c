/// `output = epilogue(left · right)`, matrices in row-major order.
///
/// Every output element is one chain of fma from +0 in ascending k, and +0 added at the end; then the
/// epilogue.
///
/// - Parameters:
///   - left: [rows, depth].
///   - right: [depth, columns], or [columns, depth] if `transposed`.
///   - transposed: whether `right` is stored by columns.
///   - output: [rows, columns]; must not overlap the operands.
///   - rows: rows of the output, at least 1.
///   - columns: columns of the output, at least 1.
///   - depth: how many products each element adds up.
///   - epilogue: what is done to an element before it is stored: bias, activation, dropout.
///   - workers: the threads that share the work; their number changes no bit.
public func multiply(
  _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, transposed: Bool = false,
  into output: UnsafeMutablePointer<Float>, rows: Int, columns: Int, depth: Int,
  _ epilogue: Epilogue = .none, on workers: Workers
) {
  let panels = Panels(
    storage: workers.scratch(Panels.size(depth: depth, columns: columns)),
    depth: depth, columns: columns)
  panels.pack(
    right, rowStride: transposed ? 1 : columns, columnStride: transposed ? depth : 1, on: workers)
  // The rows are images of one pixel.
  Correlation(
    images: rows, channels: depth, targetChannels: columns,
    vertical: .dense(1), horizontal: .dense(1)
  ).run(left, panels, into: output, epilogue, on: workers)
}

/// `output = leftᵀ · right`, matrices in row-major order: the gradient of a weight.
///
/// Every output element is one chain of fma from +0 in ascending row of the operands, and +0 added at the
/// end.
///
/// - Parameters:
///   - left: [depth, rows].
///   - right: [depth, columns].
///   - output: [rows, columns]; must not overlap the operands.
///   - rows: rows of the output, at least 1.
///   - columns: columns of the output, at least 1.
///   - depth: how many products each element adds up.
///   - workers: the threads that share the work; their number changes no bit.
public func multiplyTransposed(
  _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
  into output: UnsafeMutablePointer<Float>, rows: Int, columns: Int, depth: Int,
  on workers: Workers
) {
  Correlation.product(rows: rows, columns: columns, steps: depth)
    .weightGradient(left, right, into: output, on: workers)
}
