import Kernels

extension Tensor {
  /// The sum, element by element, of tensors whose shapes are equal or broadcast.
  ///
  /// Shapes broadcast by NumPy's rules: they are aligned at their last axes; an axis that one of them lacks, or has at length 1,
  /// is repeated to the length of the other's.
  public static func + (x: Tensor, y: Tensor) -> Tensor {
    x.combined(.sum, with: y, Elementwise.add) {
      [xShape = x.shape, yShape = y.shape] _, gradient, isNeeded in
      [
        isNeeded[0] ? gradient.summed(to: xShape) : nil,
        isNeeded[1] ? gradient.summed(to: yShape) : nil,
      ]
    }
  }

  /// The difference, element by element, of tensors whose shapes are equal or broadcast as in a sum.
  public static func - (x: Tensor, y: Tensor) -> Tensor {
    x.combined(.difference, with: y, Elementwise.subtract) {
      [xShape = x.shape, yShape = y.shape] _, gradient, isNeeded in
      [
        isNeeded[0] ? gradient.summed(to: xShape) : nil,
        isNeeded[1] ? (-gradient).summed(to: yShape) : nil,
      ]
    }
  }

  /// The product, element by element, of tensors whose shapes are equal or broadcast as in a sum.
  public static func * (x: Tensor, y: Tensor) -> Tensor {
    x.combined(.product, with: y, Elementwise.multiply) { _, gradient, isNeeded in
      [
        isNeeded[0] ? (gradient * y).summed(to: x.shape) : nil,
        isNeeded[1] ? (gradient * x).summed(to: y.shape) : nil,
      ]
    }
  }

  /// The quotient, element by element, of tensors whose shapes are equal or broadcast as in a sum.
  public static func / (x: Tensor, y: Tensor) -> Tensor {
    x.combined(.quotient, with: y, Elementwise.divide) {
      [xShape = x.shape] output, gradient, isNeeded in
      let share = gradient / y
      return [
        isNeeded[0] ? share.summed(to: xShape) : nil,
        isNeeded[1] ? (-(share * output)).summed(to: y.shape) : nil,
      ]
    }
  }

  /// `factor · x + offset`, one fma an element.
  public func scaled(by factor: Float, plus offset: Float = 0) -> Tensor {
    Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        Elementwise.scale(pointer, by: factor, plus: offset, into: output, count: count, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.scaled(by: factor)]
    }.traced(.scaling(factor: factor, offset: offset), of: [self])
  }

  /// x times a number.
  public static func * (factor: Float, x: Tensor) -> Tensor { x.scaled(by: factor) }
  /// x divided by a number: times its reciprocal, rounded.
  public static func / (x: Tensor, divisor: Float) -> Tensor { x.scaled(by: 1 / divisor) }
  /// x plus a number.
  public static func + (x: Tensor, offset: Float) -> Tensor { x.scaled(by: 1, plus: offset) }
  /// x minus a number.
  public static func - (x: Tensor, offset: Float) -> Tensor { x.scaled(by: 1, plus: -offset) }
  /// A number minus x.
  public static func - (minuend: Float, x: Tensor) -> Tensor { x.scaled(by: -1, plus: minuend) }
  /// −x.
  public static prefix func - (x: Tensor) -> Tensor { x.scaled(by: -1) }

  /// An operation on two tensors: by `kernel` if their shapes are equal, otherwise with the smaller one repeated.
  private func combined(
    _ operation: BinaryOperation, with other: Tensor,
    _ kernel: (
      _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
      _ output: UnsafeMutablePointer<Float>, _ count: Int, _ workers: Workers
    ) -> Void,
    named name: String = #function,
    pullback:
      @escaping @Sendable (_ output: Tensor, _ gradient: Tensor, _ isNeeded: [Bool])
      -> [Tensor?]
  ) -> Tensor {
    let shape = broadcastShape(with: other, name)
    return Tensor.result(of: [self, other], shape: shape, operation: name) { output in
      engine.compute { workers in
        if self.shape == other.shape {
          kernel(pointer, other.pointer, output, count, workers)
        } else {
          let axes = StridedAxes(
            shape: shape, steps: [steps(along: shape), other.steps(along: shape)])
          Strided.combine(operation, pointer, other.pointer, axes, into: output, on: workers)
        }
      }
    } pullback: {
      pullback($0, $1, $2)
    }.traced(.arithmetic(operation), of: [self, other])
  }

  func requireShape(of other: Tensor, _ operation: String) {
    require(
      shape == other.shape, "\(operation) needs equal shapes, not \(shape) and \(other.shape)")
  }
}
