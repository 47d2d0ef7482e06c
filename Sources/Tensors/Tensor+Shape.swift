import Kernels

extension Tensor {
  /// The same elements in the same order with another shape; copies nothing.
  public func reshaped(_ newShape: [Int]) -> Tensor {
    require(
      newShape.reduce(1, *) == count, "a tensor of shape \(shape) does not fill \(newShape)")
    let oldShape = shape
    let node = node.map { node in
      Node(#function, [node], output: storage) { gradient, _ in [gradient.reshaped(oldShape)] }
    }
    return Tensor(newShape, storage, on: engine, node: node)
  }

  /// Everything but the first axis as one axis: [n, …] becomes [n, elements].
  public func flattened() -> Tensor {
    let first = shape.first ?? 1
    return reshaped([first, first == 0 ? 0 : count / first])
  }

  /// Tensors joined along the last axis: [n, …, a] and [n, …, b] give [n, …, a + b].
  public func joined(with other: Tensor) -> Tensor {
    require(
      shape.dropLast() == other.shape.dropLast(),
      "shapes \(shape) and \(other.shape) differ in more than the last axis")
    let widths = [lastAxis, other.lastAxis]
    return Tensor.result(of: [self, other], shape: shape.dropLast() + [widths[0] + widths[1]]) {
      output in
      engine.compute { workers in
        for (part, column) in [(self, 0), (other, widths[0])] {
          Blocks.copy(
            part.pointer, sourceWidth: part.lastAxis, sourceColumn: 0,
            into: output, targetWidth: widths[0] + widths[1], targetColumn: column,
            width: part.lastAxis, rows: part.rows, on: workers)
        }
      }
    } pullback: { _, gradient, isNeeded in
      [
        isNeeded[0] ? gradient.columns(0..<widths[0]) : nil,
        isNeeded[1] ? gradient.columns(widths[0]..<widths[0] + widths[1]) : nil,
      ]
    }
  }

  /// A range of the last axis: [n, …, a] gives [n, …, range.count].
  public func columns(_ range: Range<Int>) -> Tensor {
    require(
      range.lowerBound >= 0 && range.upperBound <= lastAxis,
      "a tensor of shape \(shape) has no columns \(range)")
    let width = lastAxis
    return Tensor.result(of: [self], shape: shape.dropLast() + [range.count]) { output in
      engine.compute {
        Blocks.copy(
          pointer, sourceWidth: width, sourceColumn: range.lowerBound,
          into: output, targetWidth: range.count, targetColumn: 0,
          width: range.count, rows: rows, on: $0)
      }
    } pullback: { [shape] _, gradient, _ in
      [
        Tensor(shape, on: gradient.engine) { output in
          output.update(repeating: 0, count: shape.reduce(1, *))
          gradient.engine.compute {
            Blocks.copy(
              gradient.pointer, sourceWidth: range.count, sourceColumn: 0,
              into: output, targetWidth: width, targetColumn: range.lowerBound,
              width: range.count, rows: gradient.rows, on: $0)
          }
        }
      ]
    }
  }

  /// Labels as constant maps, for joining to the channels of images: [n, c] becomes [n, height, width, c].
  ///
  /// Gradients stop here: labels are given, not computed.
  public func maps(height: Int, width: Int) -> Tensor {
    require(shape.count == 2, "labels have the shape [n, classes], not \(shape)")
    return Tensor([shape[0], height, width, shape[1]], on: engine) { output in
      engine.compute {
        Blocks.repeatRows(
          pointer, into: output, rows: shape[0], width: shape[1], times: height * width, on: $0)
      }
    }
  }
}

extension Tensor {
  /// The first `count` entries of the first axis, without their past.
  public func firstRows(_ count: Int) -> Tensor {
    let length = shape.dropFirst().reduce(1, *)
    require(
      !shape.isEmpty && count >= 0 && count <= shape[0],
      "a tensor of shape \(shape) has no \(count) rows")
    return Tensor([count] + shape.dropFirst(), on: engine) {
      $0.update(from: pointer, count: count * length)
    }
  }

  /// The last `count` entries of the first axis, without their past.
  public func lastRows(_ count: Int) -> Tensor {
    let length = shape.dropFirst().reduce(1, *)
    require(
      !shape.isEmpty && count >= 0 && count <= shape[0],
      "a tensor of shape \(shape) has no \(count) rows")
    return Tensor([count] + shape.dropFirst(), on: engine) {
      $0.update(from: pointer + (shape[0] - count) * length, count: count * length)
    }
  }
}
