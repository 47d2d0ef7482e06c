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

  /// Some runs of outputs that follow each other, and where the first two operands have theirs: equally far apart.
  struct Runs {
    /// The number of runs, and the outputs of each.
    let count: Int, length: Int
    /// The place of the first output.
    let start: Int
    /// Where the first run begins in the operands, and the distance from one to the next.
    let first: (Int, Int), distance: (Int, Int)
  }

  /// Calls `body` for all outputs, in runs along the last axis, 16,384 elements at a time at most.
  ///
  /// Runs may be as short as a pixel's channels. So the body gets those together that lie along the axis before the
  /// last.
  @inline(__always)
  func forEachRuns(on workers: Workers, _ body: (_ runs: Runs) -> Void) {
    let width = max(lengths.last ?? 1, 1)
    let before = lengths.count - 2
    let neighbours = before >= 0 ? lengths[before] : 1
    func step(_ operand: Int) -> Int { before >= 0 ? steps[operand][before] : 0 }
    let distance = (step(0), steps.count > 1 ? step(1) : 0)
    let lastSteps = (lastStep(0), steps.count > 1 ? lastStep(1) : 0)
    workers.forEachPart(of: count) { part in
      var start = part.lowerBound
      while start < part.upperBound {
        let (row, column) = start.quotientAndRemainder(dividingBy: width)
        let left = part.upperBound - start
        let isWhole = column == 0 && left >= width
        let runs = Runs(
          count: isWhole ? min(neighbours - row % neighbours, left / width) : 1,
          length: isWhole ? width : min(width - column, left), start: start,
          first: (
            offset(0, row: row) + column * lastSteps.0,
            steps.count > 1 ? offset(1, row: row) + column * lastSteps.1 : 0
          ), distance: distance)
        body(runs)
        start += runs.count * runs.length
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
    axes.forEachRuns(on: workers) { runs in
      for run in 0..<runs.count {
        let source = x + (runs.first.0 + run * runs.distance.0)
        let target = output + (runs.start + run * runs.length)
        switch step {
        case 0:
          let value = Vector(repeating: source.pointee)
          forEachVector(runs.length) { store(value, target + $0, first: $1) }
        case 1: Kernels.copy(source, to: target, count: runs.length)
        default: for place in 0..<runs.length { target[place] = source[place * step] }
        }
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
    axes.forEachRuns(on: workers) { runs in
      for run in 0..<runs.count {
        let x = Run(
          pointer: x + (runs.first.0 + run * runs.distance.0), isRepeated: isXRepeated)
        let y = Run(
          pointer: y + (runs.first.1 + run * runs.distance.1), isRepeated: isYRepeated)
        let target = output + (runs.start + run * runs.length)
        forEachVector(runs.length) { place, width in
          store(
            operation(x.load(place, channels: width), y.load(place, channels: width)),
            target + place, channels: width)
        }
      }
    }
  }

  /// Neighbouring elements, or one for all.
  private struct Run {
    let pointer: UnsafePointer<Float>
    let isRepeated: Bool

    @_transparent
    func load(_ place: Int, channels width: Int) -> Vector {
      isRepeated
        ? Vector(repeating: pointer.pointee) : Kernels.load(pointer + place, channels: width)
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
