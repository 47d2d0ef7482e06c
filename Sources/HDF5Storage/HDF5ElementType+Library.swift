import CHDF5

// Inside the lock only: the library may have to start before it knows these identifiers.
extension HDF5ElementType {
  /// The numeric types, each with its form in memory and its two byte orders in a file.
  private var identifiers: (native: hid_t, little: hid_t, big: hid_t)? {
    switch self {
    case .float32:
      (chdf5_float32_native(), chdf5_float32_little(), chdf5_float32_big())
    case .float64:
      (chdf5_float64_native(), chdf5_float64_little(), chdf5_float64_big())
    case .uint8: (chdf5_uint8_native(), chdf5_uint8_little(), chdf5_uint8_big())
    case .int32: (chdf5_int32_native(), chdf5_int32_little(), chdf5_int32_big())
    case .int64: (chdf5_int64_native(), chdf5_int64_little(), chdf5_int64_big())
    case .uint32: (chdf5_uint32_native(), chdf5_uint32_little(), chdf5_uint32_big())
    case .uint64: (chdf5_uint64_native(), chdf5_uint64_little(), chdf5_uint64_big())
    case .string: nil
    }
  }

  /// A type identifier to write with: little-endian in the file whatever the processor; for text,
  /// `textLength` bytes long.
  func fileType(_ operation: Operation, textLength: Int = 1) throws(HDF5Error) -> Handle {
    guard let identifiers else { return try Self.textType(textLength, operation) }
    return try operation.own(H5Tcopy(identifiers.little), H5Tclose, "copying a type failed")
  }

  /// The type identifier of an element in memory; the same as in the file on the processors that
  /// exist, so nothing is converted.
  func memoryType(_ operation: Operation, textLength: Int = 1) throws(HDF5Error) -> Handle {
    guard let identifiers else { return try Self.textType(textLength, operation) }
    return try operation.own(H5Tcopy(identifiers.native), H5Tclose, "copying a type failed")
  }

  /// UTF-8 of fixed length, filled up with zeros. Strings of variable length would lie in a heap
  /// without checksums, where one damaged byte sends libhdf5 1.10 round in circles for ever.
  private static func textType(_ length: Int, _ operation: Operation) throws(HDF5Error) -> Handle {
    let type = try operation.own(H5Tcopy(chdf5_c_string()), H5Tclose, "copying a type failed")
    try operation.check(H5Tset_size(type.id, length), "a text of \(length) bytes is refused")
    try operation.check(H5Tset_strpad(type.id, H5T_STR_NULLPAD), "setting the padding failed")
    try operation.check(H5Tset_cset(type.id, H5T_CSET_UTF8), "naming UTF-8 failed")
    return type
  }

  /// Which of ours a file's type is; nil for compounds, references, half floats and the like.
  init?(fileType: hid_t) {
    if H5Tget_class(fileType) == H5T_STRING {
      self = .string
      return
    }
    for candidate in HDF5ElementType.allCases {
      guard let identifiers = candidate.identifiers else { continue }
      if H5Tequal(fileType, identifiers.little) > 0 || H5Tequal(fileType, identifiers.big) > 0 {
        self = candidate
        return
      }
    }
    return nil
  }

  /// Words for a type that is none of ours.
  static func name(ofForeign type: hid_t) -> String {
    let bits = H5Tget_size(type) * 8
    return switch H5Tget_class(type) {
    case H5T_INTEGER: "an integer of \(bits) bits"
    case H5T_FLOAT: "a floating-point number of \(bits) bits"
    case H5T_COMPOUND: "a compound"
    case H5T_ENUM: "an enumeration (h5py writes Boolean values so)"
    case H5T_REFERENCE: "a reference"
    case H5T_ARRAY: "an array type"
    case H5T_VLEN: "a list of variable length"
    case H5T_OPAQUE: "opaque bytes"
    default: "of an unknown type"
    }
  }
}
