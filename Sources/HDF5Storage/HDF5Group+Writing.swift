import CHDF5
import Kernels

extension HDF5Group {
  /// Writes an array as a new data set.
  ///
  /// - Parameters:
  ///   - values: The elements in row-major order; exactly as many as `shape` holds.
  ///   - shape: The length along each dimension; `[]` for a scalar. Lengths may be zero.
  ///   - name: A name or path that is still free; missing groups on the way are made.
  ///   - description: What the data set holds, with its axes.
  ///   - units: The unit of all its numbers, "1" for pure ones; nil for a data set without the attribute.
  /// - Throws: `HDF5Error` when the name is taken or unfit, or the file is not being made.
  public func write<Element: HDF5Element>(
    _ values: [Element], shape: [Int], to name: String, description: String, units: String? = nil
  ) throws(HDF5Error) {
    try values.withUnsafeBufferPointer { buffer throws(HDF5Error) in
      try write(
        UnsafeRawBufferPointer(buffer), of: Element.elementType, shape: shape, to: name,
        description: description, units: units)
    }
  }

  /// Writes a single value as a new scalar data set.
  ///
  /// - Throws: `HDF5Error` as `write(_:shape:to:description:units:)` does.
  public func write<Element: HDF5Element>(
    _ value: Element, to name: String, description: String
  ) throws(HDF5Error) {
    try write([value], shape: [], to: name, description: description)
  }

  /// Writes the bytes of an array, in this processor's byte order, as a new data set, without a
  /// copy on the way to the file.
  ///
  /// - Parameters:
  ///   - bytes: The elements in row-major order.
  ///   - type: What they are; any but text.
  ///   - shape: The length along each dimension; `[]` for a scalar.
  ///   - name: A name or path that is still free; missing groups on the way are made.
  ///   - description: What the data set holds, with its axes.
  ///   - units: The unit of all its numbers, "1" for pure ones; nil for a data set without the attribute.
  /// - Throws: `HDF5Error` when the name is taken or unfit, or the file is not being made.
  public func write(
    _ bytes: UnsafeRawBufferPointer, of type: HDF5ElementType, shape: [Int], to name: String,
    description: String, units: String? = nil
  ) throws(HDF5Error) {
    guard let byteCount = type.byteCount else {
      fatalError("text has no bytes to write: pass strings")
    }
    let count = Self.elementCount(shape)
    require(
      bytes.count == count * byteCount,
      "\(bytes.count / byteCount) values do not fill the shape \(shape) of '\(name)'")
    try create(name, type, shape: shape, description: description, units: units, bytes)
  }

  /// Writes text as a new data set of UTF-8 strings, each filled up with zeros to
  /// the length of the longest.
  ///
  /// - Parameters:
  ///   - values: The strings in row-major order, none with a zero byte; as many as `shape` holds.
  ///   - shape: The length along each dimension; `[]` for a single string.
  ///   - name: A name or path that is still free; missing groups on the way are made.
  ///   - description: What the data set holds.
  /// - Throws: `HDF5Error` when the name is taken or unfit, a string has a zero byte, or the file
  ///   is not being made.
  public func write(
    _ values: [String], shape: [Int], to name: String, description: String
  ) throws(HDF5Error) {
    require(
      values.count == Self.elementCount(shape),
      "\(values.count) strings do not fill the shape \(shape) of '\(name)'")
    let (bytes, length) = try Text.packed(values, operation("write the data set", name))
    try bytes.withUnsafeBufferPointer { buffer throws(HDF5Error) in
      try create(
        name, .string, shape: shape, description: description, UnsafeRawBufferPointer(buffer),
        textLength: length)
    }
  }

  /// Makes a data set, fills it and describes it.
  private func create(
    _ name: String, _ type: HDF5ElementType, shape: [Int], description: String,
    units: String? = nil, _ bytes: UnsafeRawBufferPointer, textLength: Int = 1
  ) throws(HDF5Error) {
    Library.enter()
    defer { Library.leave() }
    let operation = self.operation("write the data set", name)
    let identifier = try file.openIdentifier(operation)
    guard file.isWritable else {
      throw operation.failure("the file is open for reading", hint: "Write to a new file")
    }
    guard !description.isEmpty else {
      throw operation.failure(
        "its description is empty", hint: "Say what it holds, with its axes")
    }
    try Text.check([description] + (units.map { [$0] } ?? []), operation)
    let target = try resolve(name, operation)
    guard !target.isEmpty else {
      throw operation.failure("it has no name", hint: "Give one, as loss/kl")
    }
    try makeGroups(Array(target.dropLast()), operation)
    let path = Self.path(target)
    let found = H5Lexists(identifier, path, chdf5_default_properties())
    try operation.check(found, "it cannot be looked for")
    if found > 0 {
      throw operation.failure("the name is taken", hint: "Write each data set once")
    }
    let fileType = try type.fileType(operation, textLength: textLength)
    let memoryType = try type.memoryType(operation, textLength: textLength)
    let space = try Shape.space(shape, operation)
    let creation = try Properties.datasetCreation(type, operation)
    let dataset = try operation.own(
      H5Dcreate2(
        identifier, path, fileType.id, space.id, chdf5_default_properties(), creation.id,
        chdf5_default_properties()),
      H5Dclose, "making it failed")
    if !bytes.isEmpty {
      try operation.check(
        H5Dwrite(
          dataset.id, memoryType.id, chdf5_whole_space(), chdf5_whole_space(),
          chdf5_default_properties(), bytes.baseAddress),
        "writing its values of shape \(shape) failed")
    }
    try HDF5Attribute.string(description).write(
      to: dataset.id, name: "description", operation)
    if let units {
      try HDF5Attribute.string(units).write(to: dataset.id, name: "units", operation)
    }
    try dataset.close(operation)
  }

  /// The product of the lengths, which must not be negative nor overflow.
  static func elementCount(_ shape: [Int]) -> Int {
    shape.reduce(1) { product, length in
      require(length >= 0, "the shape \(shape) has a negative length")
      return product * length
    }
  }
}
