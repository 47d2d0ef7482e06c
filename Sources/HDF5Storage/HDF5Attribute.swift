/// The value of an attribute: a small note on a group or a data set.
public enum HDF5Attribute: Sendable, Equatable {
  /// Text in UTF-8.
  case string(String)
  /// A whole number of 64 bits.
  case int(Int)
  /// A number in double precision.
  case double(Double)
  /// A list of texts.
  case strings([String])
  /// A list of whole numbers.
  case ints([Int])
  /// A list of numbers in double precision.
  case doubles([Double])

  /// What the value is, in words for an error.
  var kind: String {
    switch self {
    case .string: "a String"
    case .int: "an Int"
    case .double: "a Double"
    case .strings(let values): "a list of \(values.count) String"
    case .ints(let values): "a list of \(values.count) Int"
    case .doubles(let values): "a list of \(values.count) Double"
    }
  }
}
