import CHDF5
import Kernels

extension HDF5Group {
  /// What the elements of a data set are.
  ///
  /// - Throws: `HDF5Error` when there is no such data set, or its elements are none of ours.
  public func elementType(of name: String) throws(HDF5Error) -> HDF5ElementType {
    Library.enter()
    defer { Library.leave() }
    return try dataset(name).elementType()
  }

  /// The length of a data set along each dimension; `[]` for a scalar.
  ///
  /// - Throws: `HDF5Error` when there is no such data set.
  public func shape(of name: String) throws(HDF5Error) -> [Int] {
    Library.enter()
    defer { Library.leave() }
    return try dataset(name).shape
  }

  /// Reads a whole data set, in row-major order.
  ///
  /// - Throws: `HDF5Error` when there is no such data set, or it holds another type.
  public func read<Element: HDF5Element>(
    _ name: String, as type: Element.Type = Element.self
  ) throws(HDF5Error) -> (values: [Element], shape: [Int]) {
    Library.enter()
    defer { Library.leave() }
    let dataset = try dataset(name)
    try dataset.check(isOf: Element.elementType)
    return (try dataset.read(rows: nil), dataset.shape)
  }

  /// Reads a whole data set that must have a certain shape, in row-major order.
  ///
  /// - Throws: `HDF5Error` when there is no such data set, or it has another type or shape.
  public func read<Element: HDF5Element>(
    _ name: String, as type: Element.Type = Element.self, shape: [Int]
  ) throws(HDF5Error) -> [Element] {
    Library.enter()
    defer { Library.leave() }
    let dataset = try dataset(name)
    try dataset.check(isOf: Element.elementType)
    try dataset.check(hasShape: shape)
    return try dataset.read(rows: nil)
  }

  /// Reads a whole data set that must have a certain shape into memory of the caller's.
  ///
  /// - Parameters:
  ///   - name: Its name or path.
  ///   - buffer: Room for exactly the elements of `shape`, which come in row-major order.
  ///   - shape: The length along each dimension.
  /// - Throws: `HDF5Error` when there is no such data set, or it has another type or shape.
  public func read<Element: HDF5Element>(
    _ name: String, into buffer: UnsafeMutableBufferPointer<Element>, shape: [Int]
  ) throws(HDF5Error) {
    require(
      buffer.count == Self.elementCount(shape),
      "a buffer of \(buffer.count) elements for the shape \(shape) of '\(name)'")
    Library.enter()
    defer { Library.leave() }
    let dataset = try dataset(name)
    try dataset.check(isOf: Element.elementType)
    try dataset.check(hasShape: shape)
    try dataset.read(rows: nil, into: buffer)
  }

  /// Reads some rows, which are entries along the first dimension, and nothing else.
  ///
  /// - Returns: The elements in row-major order, and their shape: `rows.count`, then the data
  ///   set's own lengths from the second on.
  /// - Throws: `HDF5Error` when there is no such data set, it holds another type, or it has not so
  ///   many rows.
  public func read<Element: HDF5Element>(
    _ name: String, as type: Element.Type = Element.self, rows: Range<Int>
  ) throws(HDF5Error) -> (values: [Element], shape: [Int]) {
    Library.enter()
    defer { Library.leave() }
    let dataset = try dataset(name, part: "rows \(rows.lowerBound)..<\(rows.upperBound) of ")
    try dataset.check(isOf: Element.elementType)
    guard let count = dataset.shape.first, rows.lowerBound >= 0, rows.upperBound <= count else {
      throw dataset.operation.failure(
        "its shape is \(dataset.shape)",
        hint: dataset.shape.first.map { "Ask for rows within 0..<\($0)" } ?? "A scalar has no rows")
    }
    return (try dataset.read(rows: rows), [rows.count] + dataset.shape.dropFirst())
  }

  /// Reads one row, as one frame of an animation, and nothing else.
  ///
  /// - Returns: The elements in row-major order, and the data set's shape from the second
  ///   dimension on.
  /// - Throws: `HDF5Error` when there is no such data set, it holds another type, or it has no
  ///   such row.
  public func read<Element: HDF5Element>(
    _ name: String, as type: Element.Type = Element.self, row: Int
  ) throws(HDF5Error) -> (values: [Element], shape: [Int]) {
    let (values, shape) = try read(name, as: type, rows: row..<(row + 1))
    return (values, Array(shape.dropFirst()))
  }

  /// Reads a whole data set of strings, of variable or fixed length, in row-major order.
  ///
  /// - Throws: `HDF5Error` when there is no such data set, or it holds another type.
  public func readStrings(_ name: String) throws(HDF5Error) -> (values: [String], shape: [Int]) {
    Library.enter()
    defer { Library.leave() }
    let dataset = try dataset(name)
    try dataset.check(isOf: .string)
    return (try dataset.readStrings(), dataset.shape)
  }

  private func dataset(_ name: String, part: String = "") throws(HDF5Error) -> Dataset {
    let operation = self.operation("read \(part)the data set", name)
    let target = try resolve(name, operation)
    return try Dataset.of(try openDataset(target, operation), operation)
  }
}
