import Records

/// `.npz`: every data set of the log as an array of NumPy, under its path.
///
///     log = numpy.load("vae.npz")
///     log["parameters/decoder/logits/weights"]
///
/// A member is a `.npy` of version 1.0: a header that is a Python literal, padded so that the numbers begin at a multiple of
/// 64 bytes, and the numbers.
enum NumPyArchive {
  /// The file of a record.
  static func bytes(of record: RunRecord) throws(ExportError) -> [UInt8] {
    var archive = ZipArchive()
    for path in record.paths {
      guard let array = record.arrays[path] else { continue }
      try archive.add("\(path).npy", bytes(of: array))
    }
    return archive.bytes
  }

  /// The file of some arrays.
  static func bytes(of arrays: [(name: String, array: RecordedArray)]) throws(ExportError)
    -> [UInt8]
  {
    var archive = ZipArchive()
    for (name, array) in arrays { try archive.add("\(name).npy", bytes(of: array)) }
    return archive.bytes
  }

  static func bytes(of array: RecordedArray) -> [UInt8] {
    let type =
      switch array.values {
      case .uint8: "|u1"
      case .int32: "<i4"
      case .int64: "<i8"
      case .float: "<f4"
      case .double: "<f8"
      }
    let lengths = array.shape.map { "\($0)" }.joined(separator: ", ")
    let shape = array.shape.count == 1 ? "\(lengths)," : lengths
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }"
    let preamble = 10
    let padding = 63 - (preamble + header.utf8.count) % 64
    header += String(repeating: " ", count: padding) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes.append(littleEndian: UInt16(header.utf8.count))
    bytes += header.utf8
    array.values.withLittleEndianBytes { bytes += $0 }
    return bytes
  }
}
