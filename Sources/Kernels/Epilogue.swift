/// What happens to an element between the end of its sum and memory: `activation(sum + bias)`.
///
/// Fused into the last pass of a product, so that a layer's output is written once.
public struct Epilogue {
  /// One float for each output column, or none.
  public var bias: UnsafePointer<Float>?
  /// The function applied after the bias.
  public var activation: Activation

  /// Makes an epilogue that adds `bias`, of one float for each output column, and applies `activation`.
  public init(bias: UnsafePointer<Float>? = nil, activation: Activation = .identity) {
    self.bias = bias
    self.activation = activation
  }

  /// Leaves sums as they are.
  public static var none: Epilogue { Epilogue() }

  /// Finishes the sums of `count` neighbouring columns from the first on.
  @inline(__always)
  func finish(_ sums: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int) {
    forEachVector(count) { start, width in
      var sum = load(sums + start, channels: width)
      if let bias { sum += load(bias + start, channels: width) }
      switch activation {
      case .identity, .elu, .sigmoid, .tanh: break
      case .relu: sum = sum.rectified
      case .leakyReLU(let slope): sum = sum.rectified(slope: slope)
      }
      store(sum, output + start, channels: width)
    }
    if activation.isCalled { activation.apply(to: output, count: count) }
  }

  /// Whether there is nothing to do.
  @inline(__always)
  var isNone: Bool { bias == nil && activation == .identity }
}

extension RegisterTile {
  /// Finishes the sums of this tile, whose columns are those from `column`, and stores its first `rows` rows, `width`
  /// columns each, at `target + offset(0)`, `target + offset(1)` …
  @inline(__always)
  func store(
    _ epilogue: Epilogue, column: Int, rows: Int, width: Int,
    _ target: UnsafeMutablePointer<Float>, offset: (Int) -> Int
  ) {
    if epilogue.isNone { return store(rows: rows, width: width, target, offset: offset) }
    finished(epilogue, column: column, width: width)
      .store(rows: rows, width: width, target, offset: offset)
    if epilogue.activation.isCalled {
      for row in 0..<rows { epilogue.activation.apply(to: target + offset(row), count: width) }
    }
  }

  /// The sums with biases, after the activation if it is no call.
  @inline(__always)
  private func finished(_ epilogue: Epilogue, column: Int, width: Int) -> Self {
    // Adding −0 changes no sum.
    let bias =
      epilogue.bias.map { Columns($0 + column, first: width) } ?? Columns(repeating: -0.0)
    let tile = adding(bias)
    switch epilogue.activation {
    case .identity, .elu, .sigmoid, .tanh: return tile
    case .relu: return tile.map { $0.rectified }
    case .leakyReLU(let slope): return tile.map { $0.rectified(slope: slope) }
    }
  }
}

extension Activation {
  /// Whether the function is worth a call. In the middle of a tile a call empties all registers.
  fileprivate var isCalled: Bool {
    switch self {
    case .identity, .relu, .leakyReLU: false
    case .elu, .sigmoid, .tanh: true
    }
  }

  /// The function, of neighbouring elements.
  @inline(never)
  fileprivate func apply(to elements: UnsafeMutablePointer<Float>, count: Int) {
    forEachVector(count) { start, width in
      store(self(load(elements + start, first: width)), elements + start, first: width)
    }
  }
}
