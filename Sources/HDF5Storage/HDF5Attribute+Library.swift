import CHDF5

// Inside the lock only.
extension HDF5Attribute {
  /// Refuses text that cannot be written, before anything is changed for it.
  func check(_ operation: Operation) throws(HDF5Error) {
    switch self {
    case .string(let value): try Text.check([value], operation)
    case .strings(let values): try Text.check(values, operation)
    case .int, .double, .ints, .doubles: break
    }
  }

  /// Writes the value as a new attribute of an open object.
  func write(to object: hid_t, name: String, _ operation: Operation) throws(HDF5Error) {
    switch self {
    case .string(let value):
      try Self.write([value], shape: [], to: object, name: name, operation)
    case .strings(let values):
      try Self.write(values, shape: [values.count], to: object, name: name, operation)
    case .int(let value):
      try Self.write([Int64(value)], shape: [], to: object, name: name, operation)
    case .ints(let values):
      let values = values.map { Int64($0) }
      try Self.write(values, shape: [values.count], to: object, name: name, operation)
    case .double(let value):
      try Self.write([value], shape: [], to: object, name: name, operation)
    case .doubles(let values):
      try Self.write(values, shape: [values.count], to: object, name: name, operation)
    }
  }

  private static func write(
    _ values: [String], shape: [Int], to object: hid_t, name: String, _ operation: Operation
  ) throws(HDF5Error) {
    let (bytes, length) = try Text.packed(values, operation)
    let type = try HDF5ElementType.string.fileType(operation, textLength: length)
    try write(bytes, file: type.id, memory: type.id, shape, to: object, name, operation)
  }

  private static func write<Value: HDF5Element>(
    _ values: [Value], shape: [Int], to object: hid_t, name: String, _ operation: Operation
  ) throws(HDF5Error) {
    let file = try Value.elementType.fileType(operation)
    let memory = try Value.elementType.memoryType(operation)
    try write(values, file: file.id, memory: memory.id, shape, to: object, name, operation)
  }

  private static func write<Value>(
    _ values: [Value], file: hid_t, memory: hid_t, _ shape: [Int], to object: hid_t,
    _ name: String, _ operation: Operation
  ) throws(HDF5Error) {
    let space = try Shape.space(shape, operation)
    let attribute = try operation.own(
      H5Acreate2(
        object, name, file, space.id, chdf5_default_properties(), chdf5_default_properties()),
      H5Aclose, "making the attribute '\(name)' failed")
    if !values.isEmpty {
      let status = values.withUnsafeBytes { H5Awrite(attribute.id, memory, $0.baseAddress) }
      try operation.check(status, "writing the attribute '\(name)' failed")
    }
    try attribute.close(operation)
  }

  /// Reads an open attribute.
  init(reading attribute: hid_t, _ operation: Operation) throws(HDF5Error) {
    let type = try operation.own(H5Aget_type(attribute), H5Tclose, "its type is unreadable")
    let space = try operation.own(H5Aget_space(attribute), H5Sclose, "its space is unreadable")
    let shape = try Shape.shape(of: space.id, operation)
    guard shape.count <= 1 else {
      throw operation.failure(
        "its shape is \(shape)", hint: "Only single values and lists are read as attributes")
    }
    let count = shape.first ?? 1
    let (bytes, overflow) = count.multipliedReportingOverflow(by: max(8, H5Tget_size(type.id)))
    guard !overflow, bytes <= 1 << 31 else {
      throw operation.failure("its shape \(shape) is absurd", hint: Operation.damaged)
    }
    switch H5Tget_class(type.id) {
    case H5T_STRING:
      let values = try Text.read(count, type: type.id, space: space.id, operation) {
        memoryType, buffer in H5Aread(attribute, memoryType, buffer)
      }
      self = shape.isEmpty ? .string(values[0]) : .strings(values)
    case H5T_INTEGER where H5Tget_size(type.id) <= 8:
      // The library would turn what does not fit into the greatest Int64, so read it as it is.
      let isSigned = H5Tget_sign(type.id) != H5T_SGN_NONE
      let values: [Int] =
        if isSigned {
          try Self.read(Int64.self, attribute, count, operation).map { Int($0) }
        } else {
          try Self.wholeNumbers(
            Self.read(UInt64.self, attribute, count, operation), operation)
        }
      self = shape.isEmpty ? .int(values[0]) : .ints(values)
    case H5T_FLOAT:
      let values = try Self.read(Double.self, attribute, count, operation)
      self = shape.isEmpty ? .double(values[0]) : .doubles(values)
    default:
      throw operation.failure(
        "it is \(HDF5ElementType.name(ofForeign: type.id))",
        hint: "Only texts, integers and floating-point numbers are read as attributes")
    }
  }

  private static func read<Value: HDF5Element>(
    _: Value.Type, _ attribute: hid_t, _ count: Int,
    _ operation: Operation
  ) throws(HDF5Error) -> [Value] {
    if count == 0 { return [] }
    let memoryType = try Value.elementType.memoryType(operation)
    var status: herr_t = 0
    let values = [Value](unsafeUninitializedCapacity: count) { buffer, initialised in
      status = H5Aread(attribute, memoryType.id, buffer.baseAddress)
      initialised = status < 0 ? 0 : count
    }
    try operation.check(status, "reading its value failed")
    return values
  }

  private static func wholeNumbers(
    _ values: [UInt64], _ operation: Operation
  ) throws(HDF5Error) -> [Int] {
    var numbers: [Int] = []
    for value in values {
      guard let number = Int(exactly: value) else {
        throw operation.failure(
          "\(value) does not fit into an Int", hint: "Write it as a data set of UInt64")
      }
      numbers.append(number)
    }
    return numbers
  }
}
