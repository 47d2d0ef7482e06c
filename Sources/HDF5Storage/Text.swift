import CHDF5

/// Strings on their way to and from C.
enum Text {
  /// Readers stop at a zero byte, so none may be inside a string.
  static func check(_ values: [String], _ operation: Operation) throws(HDF5Error) {
    for value in values where value.utf8.contains(0) {
      throw operation.failure(
        "a string has a zero byte inside", hint: "Write such data as UInt8")
    }
  }

  /// The strings as one block, each filled up with zeros to the length of the longest, and that
  /// length, which is at least one.
  static func packed(
    _ values: [String], _ operation: Operation
  ) throws(HDF5Error) -> (bytes: [UInt8], length: Int) {
    try check(values, operation)
    let length = values.reduce(1) { max($0, $1.utf8.count) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length * values.count)
    for value in values {
      bytes.append(contentsOf: value.utf8)
      bytes.append(contentsOf: repeatElement(0, count: length - value.utf8.count))
    }
    return (bytes, length)
  }

  /// Reads strings of variable or fixed length. Inside the lock.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - type: Their type in the file.
  ///   - space: Their space in the file.
  ///   - read: Reads all of them, as the type it is given, to a buffer.
  static func read(
    _ count: Int, type: hid_t, space: hid_t, _ operation: Operation,
    _ read: (_ memoryType: hid_t, UnsafeMutableRawPointer) -> herr_t
  ) throws(HDF5Error) -> [String] {
    if count == 0 { return [] }
    let isVariable = H5Tis_variable_str(type)
    try operation.check(isVariable, "its type is unreadable")
    if isVariable == 0 { return try readFixed(count, type: type, operation, read) }

    let memory = try operation.own(H5Tcopy(type), H5Tclose, "copying its type failed")
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    let status = pointers.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { read(memory.id, $0) } ?? -1
    }
    // Account first: giving the strings back clears it.
    let failure = status < 0 ? operation.libraryFailure("reading its strings failed") : nil
    let texts = pointers.map { pointer in
      // The empty string has no bytes in the file, and no pointer here.
      failure == nil ? pointer.map { String(validatingCString: $0) } ?? "" : nil
    }
    _ = pointers.withUnsafeMutableBytes { bytes in
      chdf5_reclaim(memory.id, space, bytes.baseAddress)
    }
    if let failure { throw failure }
    return try decoded(texts, operation)
  }

  private static func readFixed(
    _ count: Int, type: hid_t, _ operation: Operation,
    _ read: (_ memoryType: hid_t, UnsafeMutableRawPointer) -> herr_t
  ) throws(HDF5Error) -> [String] {
    let length = H5Tget_size(type)
    let (total, overflow) = length.multipliedReportingOverflow(by: count)
    guard !overflow, length > 0 else {
      throw operation.failure("its strings have an absurd length", hint: Operation.damaged)
    }
    var bytes = try Memory.bytes(total, operation)
    let status = bytes.withUnsafeMutableBytes { buffer in
      buffer.baseAddress.map { read(type, $0) } ?? -1
    }
    try operation.check(status, "reading its strings failed")
    let isPaddedWithSpaces = H5Tget_strpad(type) == H5T_STR_SPACEPAD
    let texts = (0..<count).map { index in
      var text = bytes[(index * length)..<((index + 1) * length)]
      if isPaddedWithSpaces {
        while text.last == UInt8(ascii: " ") { text.removeLast() }
      } else {
        text = text.prefix { $0 != 0 }
      }
      return String(validating: text, as: UTF8.self)
    }
    return try decoded(texts, operation)
  }

  private static func decoded(
    _ texts: [String?], _ operation: Operation
  ) throws(HDF5Error) -> [String] {
    let values = texts.compactMap { $0 }
    guard values.count == texts.count else {
      throw operation.failure("a string is not UTF-8", hint: Operation.damaged)
    }
    return values
  }
}
