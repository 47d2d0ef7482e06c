import CHDF5

/// What one element of a data set is.
public enum HDF5ElementType: String, Sendable, CaseIterable, CustomStringConvertible {
  /// IEEE 754 single precision, `Float`.
  case float32 = "Float32"
  /// IEEE 754 double precision, `Double`.
  case float64 = "Float64"
  /// `UInt8`: grey levels and labels.
  case uint8 = "UInt8"
  /// `Int32`.
  case int32 = "Int32"
  /// `Int64`.
  case int64 = "Int64"
  /// `UInt32`.
  case uint32 = "UInt32"
  /// `UInt64`.
  case uint64 = "UInt64"
  /// Text in UTF-8, of any length.
  case string = "String"

  /// The name as errors print it.
  public var description: String { rawValue }

  /// Bytes of one element in memory; nil for text.
  public var byteCount: Int? {
    switch self {
    case .uint8: 1
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    case .string: nil
    }
  }
}

/// A Swift type whose arrays can be written to a data set and read back as they stand in memory.
public protocol HDF5Element: BitwiseCopyable, Sendable {
  /// The type of the data set's elements; its `byteCount` is the stride of `Self`.
  static var elementType: HDF5ElementType { get }
}

extension Float: HDF5Element {
  /// IEEE 754 single precision.
  public static var elementType: HDF5ElementType { .float32 }
}

extension Double: HDF5Element {
  /// IEEE 754 double precision.
  public static var elementType: HDF5ElementType { .float64 }
}

extension UInt8: HDF5Element {
  /// Eight bits without sign.
  public static var elementType: HDF5ElementType { .uint8 }
}

extension Int32: HDF5Element {
  /// 32 bits with sign.
  public static var elementType: HDF5ElementType { .int32 }
}

extension Int64: HDF5Element {
  /// 64 bits with sign.
  public static var elementType: HDF5ElementType { .int64 }
}

extension UInt32: HDF5Element {
  /// 32 bits without sign.
  public static var elementType: HDF5ElementType { .uint32 }
}

extension UInt64: HDF5Element {
  /// 64 bits without sign.
  public static var elementType: HDF5ElementType { .uint64 }
}
