import CHDF5

// Inside the lock only.
extension HDF5Attribute {
  /// The type of one element in the file, and the shape.
  private var form: (type: HDF5ElementType, shape: [Int]) {
    switch self {
    case .string: (.string, [])
    case .int: (.int64, [])
    case .double: (.float64, [])
    case .strings(let values): (.string, [values.count])
    case .ints(let values): (.int64, [values.count])
    case .doubles(let values): (.float64, [values.count])
    }
  }

  /// Writes the value as a new attribute of an open object.
  func write(to object: hid_t, name: String, _ operation: Operation) throws(HDF5Error) {
    let (type, shape) = form
    let fileType = try type.fileType(operation)
    let memoryType = try type.memoryType(operation)
    let space = try Shape.space(shape, operation)
    let attribute = try operation.own(
      H5Acreate2(
        object, name, fileType.id, space.id, chdf5_default_properties(),
        chdf5_default_properties()),
      H5Aclose, "making the attribute '\(name)' failed")
    let (id, memory) = (attribute.id, memoryType.id)
    let status =
      switch self {
      case .string(let value): try Self.write([value], to: id, memory)
      case .strings(let values): try Self.write(values, to: id, memory)
      case .int(let value): withUnsafePointer(to: Int64(value)) { H5Awrite(id, memory, $0) }
      case .double(let value): withUnsafePointer(to: value) { H5Awrite(id, memory, $0) }
      case .ints(let values): Self.write(values.map { Int64($0) }, to: id, memory)
      case .doubles(let values): Self.write(values, to: id, memory)
      }
    try operation.check(status, "writing the attribute '\(name)' failed")
    try attribute.close(operation)
  }

  private static func write(
    _ values: [String], to attribute: hid_t, _ memoryType: hid_t
  ) throws(HDF5Error) -> herr_t {
    try Text.withPointers(values) { pointers throws(HDF5Error) in
      values.isEmpty ? 0 : H5Awrite(attribute, memoryType, pointers)
    }
  }

  private static func write<Value>(
    _ values: [Value], to attribute: hid_t, _ memoryType: hid_t
  ) -> herr_t {
    values.isEmpty ? 0 : values.withUnsafeBytes { H5Awrite(attribute, memoryType, $0.baseAddress) }
  }

  /// Refuses what the library would cut short.
  func checkText(_ operation: Operation) throws(HDF5Error) {
    switch self {
    case .string(let value): try Text.check([value], operation)
    case .strings(let values): try Text.check(values, operation)
    case .int, .double, .ints, .doubles: break
    }
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
