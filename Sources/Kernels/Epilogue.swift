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
  /// Finishes the sums of this tile and stores its first `rows` rows, `width` columns each.
  @inline(__always)
  func store(
    _ epilogue: Epilogue, bias: TileRow?, rows: Int, width: Int,
    row: (Int) -> UnsafeMutablePointer<Float>
  ) {
    for index in 0..<Tile.rows where index < rows {
      let sums = bias.map { self[index].map($0) { $0 + $1 } } ?? self[index]
      sums.map { epilogue.activation($0) }.store(row(index), first: width)
    }
  }
}
