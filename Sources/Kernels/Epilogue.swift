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

  /// Whether there is nothing to do.
  var isNone: Bool { bias == nil && activation == .identity }
}

extension Tile {
  /// Finishes the sums of this tile, whose columns are those from `column`, and stores its first `rows` rows, `width`
  /// columns each, `stride` floats apart.
  @inline(__always)
  func store(
    _ epilogue: Epilogue, column: Int, rows: Int, width: Int,
    _ target: UnsafeMutablePointer<Float>, stride: Int
  ) {
    if epilogue.isNone { return store(rows: rows, width: width, target, stride: stride) }
    finished(epilogue, column: column, width: width)
      .store(rows: rows, width: width, target, stride: stride)
    if epilogue.activation.isCalled {
      epilogue.activation.apply(to: target, rows: rows, width: width, stride: stride)
    }
  }

  /// The sums with biases, after the activation if it is no call.
  private func finished(_ epilogue: Epilogue, column: Int, width: Int) -> Tile {
    // Adding −0 changes no sum.
    let bias =
      epilogue.bias.map { TileRow($0 + column, first: width) }
      ?? TileRow().map { _ in Vector(repeating: -0.0) }
    return switch epilogue.activation {
    case .identity, .elu, .sigmoid, .tanh: map { $0.map(bias) { $0 + $1 } }
    case .relu: map { $0.map(bias) { ($0 + $1).rectified } }
    case .leakyReLU(let slope): map { $0.map(bias) { ($0 + $1).rectified(slope: slope) } }
    }
  }

  /// Stores the first `rows` rows, `width` columns each, `stride` floats apart.
  @inline(__always)
  func store(rows: Int, width: Int, _ target: UnsafeMutablePointer<Float>, stride: Int) {
    if width < TileRow.width {
      return storeNarrow(rows: rows, width: width, target, stride: stride)
    }
    row0.store(target, first: TileRow.width)
    if rows > 1 { row1.store(target + stride, first: TileRow.width) }
    if rows > 2 { row2.store(target + 2 * stride, first: TileRow.width) }
    if rows > 3 { row3.store(target + 3 * stride, first: TileRow.width) }
    if rows > 4 { row4.store(target + 4 * stride, first: TileRow.width) }
    if rows > 5 { row5.store(target + 5 * stride, first: TileRow.width) }
  }

  /// Stores rows that are not full.
  @inline(never)
  private func storeNarrow(
    rows: Int, width: Int, _ target: UnsafeMutablePointer<Float>, stride: Int
  ) {
    row0.store(target, first: width)
    if rows > 1 { row1.store(target + stride, first: width) }
    if rows > 2 { row2.store(target + 2 * stride, first: width) }
    if rows > 3 { row3.store(target + 3 * stride, first: width) }
    if rows > 4 { row4.store(target + 4 * stride, first: width) }
    if rows > 5 { row5.store(target + 5 * stride, first: width) }
  }

  /// Every row after `f`.
  @inline(__always)
  func map(_ f: (TileRow) -> TileRow) -> Tile {
    var tile = self
    tile.row0 = f(row0)
    tile.row1 = f(row1)
    tile.row2 = f(row2)
    tile.row3 = f(row3)
    tile.row4 = f(row4)
    tile.row5 = f(row5)
    return tile
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

  /// The function, of every element of a part of a matrix.
  @inline(never)
  fileprivate func apply(
    to matrix: UnsafeMutablePointer<Float>, rows: Int, width: Int, stride: Int
  ) {
    for row in 0..<rows {
      let line = matrix + row * stride
      forEachVector(width) { start, width in
        store(self(load(line + start, first: width)), line + start, first: width)
      }
    }
  }
}
