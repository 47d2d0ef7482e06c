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

  /// The biases of the columns of a tile from `column`, zeros past `width`.
  @inline(__always)
  func bias(column: Int, width: Int) -> TileRow? {
    bias.map { TileRow($0 + column, first: width) }
  }
}

extension Tile {
  /// Finishes the sums of this tile and stores its first `rows` rows, `width` columns each, `stride` floats apart.
  @inline(__always)
  func store(
    _ epilogue: Epilogue, bias: TileRow?, rows: Int, width: Int,
    _ target: UnsafeMutablePointer<Float>, stride: Int
  ) {
    var tile = self
    if let bias { tile.map { $0.map(bias) { $0 + $1 } } }
    // Decided once a tile, and without a call for what every layer has: a call empties the registers.
    switch epilogue.activation {
    case .identity: break
    case .relu: tile.map { $0.map { $0.rectified } }
    case .leakyReLU(let slope): tile.map { $0.map { $0.rectified(slope: slope) } }
    case .elu, .sigmoid, .tanh: tile.apply(epilogue.activation)
    }
    tile.row0.store(target, first: width)
    if rows > 1 { tile.row1.store(target + stride, first: width) }
    if rows > 2 { tile.row2.store(target + 2 * stride, first: width) }
    if rows > 3 { tile.row3.store(target + 3 * stride, first: width) }
    if rows > 4 { tile.row4.store(target + 4 * stride, first: width) }
    if rows > 5 { tile.row5.store(target + 5 * stride, first: width) }
  }

  /// Changes every row.
  @inline(__always)
  mutating func map(_ f: (TileRow) -> TileRow) {
    row0 = f(row0)
    row1 = f(row1)
    row2 = f(row2)
    row3 = f(row3)
    row4 = f(row4)
    row5 = f(row5)
  }

  /// Applies a function that is worth a call.
  @inline(never)
  private mutating func apply(_ activation: Activation) { map { $0.map { activation($0) } } }
}
