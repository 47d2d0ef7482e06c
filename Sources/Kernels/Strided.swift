/// The order in which an output's elements take those of an operand: element (i₀, i₁, …) takes the one at Σ iₐ · step[a].
///
/// A step of 0 repeats an operand along an axis, which is broadcasting; the steps of a row-major array in another order
/// transpose it.
public struct StridedAxes: Sendable {
  /// The length of each axis of the output, merged where neighbours are walked through as one.
  private(set) var lengths: [Int] = []
  /// For each operand its step along each of these axes.
  private(set) var steps: [[Int]]

  /// The axes of an output and, for each operand, its step along each of them.
  public init(shape: [Int], steps: [[Int]]) {
    self.steps = steps.map { _ in [] }
    for axis in shape.indices where shape[axis] != 1 {
      let last = lengths.count - 1
      let continues =
        last >= 0
        && steps.indices.allSatisfy {
          self.steps[$0][last] == steps[$0][axis] * shape[axis]
        }
      if continues { lengths[last] *= shape[axis] } else { lengths.append(shape[axis]) }
      for operand in steps.indices {
        if continues {
          self.steps[operand][last] = steps[operand][axis]
        } else {
          self.steps[operand].append(steps[operand][axis])
        }
      }
    }
  }

  /// The number of elements of the output.
  var count: Int { lengths.reduce(1, *) }

  /// The steps of the operands along the last axis.
  func lastStep(_ operand: Int) -> Int { steps[operand].last ?? 1 }

  /// Calls `body` for runs of outputs along the last axis, of 16,384 elements at most, with the place and length of the run and,
  /// for the first two operands, where it begins in them.
  @inline(__always)
  func forEachRun(
    on workers: Workers, _ body: (_ start: Int, _ length: Int, _ first: Int, _ second: Int) -> Void
  ) {
    let width = max(lengths.last ?? 1, 1)
    workers.forEachPart(of: count) { part in
      var start = part.lowerBound
      while start < part.upperBound {
        let (row, column) = start.quotientAndRemainder(dividingBy: width)
        let length = min(width - column, part.upperBound - start)
        let first = offset(0, row: row) + column * lastStep(0)
        let second = steps.count > 1 ? offset(1, row: row) + column * lastStep(1) : 0
        body(start, length, first, second)
        start += length
      }
    }
  }

  /// Where a row of the output, all axes but the last as one, begins in an operand.
  @inline(__always)
  private func offset(_ operand: Int, row: Int) -> Int {
    var (rest, offset) = (row, 0)
    var axis = lengths.count - 2
    while axis >= 0 && rest > 0 {
      let (quotient, index) = rest.quotientAndRemainder(dividingBy: lengths[axis])
      offset += index * steps[operand][axis]
      rest = quotient
      axis -= 1
    }
    return offset
  }
}

/// Copies in another order, and arithmetic on operands that are repeated along some axes.
public enum Strided {
  /// `output[i] = x[i at its steps]`.
  ///
  /// - Parameters:
  ///   - x: what the axes' first steps go through.
  ///   - axes: of the output, with the steps of x.
  ///   - output: receives a float for each place of the axes, the last axis fastest.
  ///   - workers: the threads that share the work; their number changes no bit.
  public static func copy(
    _ x: UnsafePointer<Float>, _ axes: StridedAxes, into output: UnsafeMutablePointer<Float>,
    on workers: Workers
  ) {
    let step = axes.lastStep(0)
    axes.forEachRun(on: workers) { start, length, first, _ in
      let (source, target) = (x + first, output + start)
      switch step {
      case 0: target.update(repeating: source.pointee, count: length)
      case 1: target.update(from: source, count: length)
      default: for place in 0..<length { target[place] = source[place * step] }
      }
    }
  }

  /// `output = operation(x, y)`, element by element.
  ///
  /// - Parameters:
  ///   - operation: a function of two numbers.
  ///   - x: what the axes' first steps go through.
  ///   - y: what their second steps go through.
  ///   - axes: of the output, with the steps of x and y, of which the last is 0 or 1.
  ///   - output: receives a float for each place of the axes, the last axis fastest.
  ///   - workers: the threads that share the work; their number changes no bit.
  public static func combine(
    _ operation: BinaryOperation, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    _ axes: StridedAxes, into output: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let (isXRepeated, isYRepeated) = (axes.lastStep(0) == 0, axes.lastStep(1) == 0)
    axes.forEachRun(on: workers) { start, length, first, second in
      let x = Run(pointer: x + first, isRepeated: isXRepeated)
      let y = Run(pointer: y + second, isRepeated: isYRepeated)
      forEachVector(length) { place, width in
        store(
          operation(x.load(place, first: width), y.load(place, first: width)),
          output + start + place, first: width)
      }
    }
  }

  /// Neighbouring elements, or one for all.
  private struct Run {
    let pointer: UnsafePointer<Float>
    let isRepeated: Bool

    @_transparent
    func load(_ place: Int, first width: Int) -> Vector {
      isRepeated
        ? Vector(repeating: pointer.pointee) : Kernels.load(pointer + place, first: width)
    }
  }
}

/// Arithmetic on two numbers.
public enum BinaryOperation: Sendable {
  /// x + y
  case sum
  /// x − y
  case difference
  /// x · y
  case product
  /// x / y
  case quotient

  @_transparent
  func callAsFunction(_ x: Vector, _ y: Vector) -> Vector {
    switch self {
    case .sum: x + y
    case .difference: x - y
    case .product: x * y
    case .quotient: x / y
    }
  }
}
