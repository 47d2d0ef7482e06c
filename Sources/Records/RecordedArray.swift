import Kernels

/// A data set of the log: numbers in row-major order, their shape, and what they mean.
public struct RecordedArray: Sendable, Equatable {
  /// The numbers, row-major.
  public package(set) var values: Values
  /// The extent of every axis; their product is the count of values.
  public package(set) var shape: [Int]
  /// What the numbers are, with the meaning of every axis.
  public let description: String
  /// The unit of all numbers, empty for pure ones: counts, labels, grey levels, shares; nil where they have several units, which the
  /// description tells, and in logs of earlier versions.
  public let unit: String?

  /// The numbers with their type.
  public enum Values: Sendable, Equatable {
    /// Grey levels, labels and other bytes.
    case uint8([UInt8])
    /// 32-bit integers.
    case int32([Int32])
    /// 64-bit integers: steps and counts.
    case int64([Int64])
    /// Single precision: everything that a network computes.
    case float([Float])
    /// Double precision: metrics.
    case double([Double])

    /// The same type and bits; so NaN is itself, and 0 is not -0.
    public static func == (one: Values, other: Values) -> Bool {
      switch (one, other) {
      case (.uint8(let one), .uint8(let other)): one == other
      case (.int32(let one), .int32(let other)): one == other
      case (.int64(let one), .int64(let other)): one == other
      case (.float(let one), .float(let other)): one.isSame(as: other)
      case (.double(let one), .double(let other)): one.isSame(as: other)
      default: false
      }
    }
  }

  /// A data set of `values` in the given shape.
  public init<Element: RecordElement>(
    _ values: [Element], shape: [Int], description: String, unit: String? = ""
  ) {
    require(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "\(values.count) values do not fill the shape \(shape)")
    self.values = Element.values(values)
    self.shape = shape
    self.description = description
    self.unit = unit
  }

  /// The values as doubles, whatever their type.
  public var doubles: [Double] {
    switch values {
    case .uint8(let values): values.map(Double.init)
    case .int32(let values): values.map(Double.init)
    case .int64(let values): values.map(Double.init)
    case .float(let values): values.map(Double.init)
    case .double(let values): values
    }
  }

  /// The name of the element type, as digests and reports write it.
  package var typeName: String {
    switch values {
    case .uint8: "uint8"
    case .int32: "int32"
    case .int64: "int64"
    case .float: "float32"
    case .double: "float64"
    }
  }

  /// Adds one entry along the first axis.
  package mutating func append<Element: RecordElement>(frame: [Element]) {
    Element.append(frame, to: &values)
    shape[0] += 1
  }
}

extension RecordedArray.Values {
  /// Calls `body` with the numbers side by side, the lowest byte of each first.
  package func withLittleEndianBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    switch self {
    case .uint8(let values): values.withUnsafeBytes(body)
    case .int32(let values): values.withLittleEndianBytes(body)
    case .int64(let values): values.withLittleEndianBytes(body)
    case .float(let values): values.withLittleEndianBytes(body)
    case .double(let values): values.withLittleEndianBytes(body)
    }
  }
}

/// A type of number that the log can hold.
public protocol RecordElement: Sendable {
  /// The values with their type.
  static func values(_ values: [Self]) -> RecordedArray.Values

  /// Adds `more` at the end of `values`, which must be of this type.
  static func append(_ more: [Self], to values: inout RecordedArray.Values)
}

// Each `append` empties the enumeration while it holds the array, so that growing never copies it.

extension UInt8: RecordElement {
  /// The values with their type.
  public static func values(_ values: [UInt8]) -> RecordedArray.Values { .uint8(values) }

  /// Adds `more` at the end.
  public static func append(_ more: [UInt8], to values: inout RecordedArray.Values) {
    guard case .uint8(var all) = values else { fatalError("the data set is not uint8") }
    values = .uint8([])
    all += more
    values = .uint8(all)
  }
}

extension Int32: RecordElement {
  /// The values with their type.
  public static func values(_ values: [Int32]) -> RecordedArray.Values { .int32(values) }

  /// Adds `more` at the end.
  public static func append(_ more: [Int32], to values: inout RecordedArray.Values) {
    guard case .int32(var all) = values else { fatalError("the data set is not int32") }
    values = .int32([])
    all += more
    values = .int32(all)
  }
}

extension Int64: RecordElement {
  /// The values with their type.
  public static func values(_ values: [Int64]) -> RecordedArray.Values { .int64(values) }

  /// Adds `more` at the end.
  public static func append(_ more: [Int64], to values: inout RecordedArray.Values) {
    guard case .int64(var all) = values else { fatalError("the data set is not int64") }
    values = .int64([])
    all += more
    values = .int64(all)
  }
}

extension Float: RecordElement {
  /// The values with their type.
  public static func values(_ values: [Float]) -> RecordedArray.Values { .float(values) }

  /// Adds `more` at the end.
  public static func append(_ more: [Float], to values: inout RecordedArray.Values) {
    guard case .float(var all) = values else { fatalError("the data set is not float32") }
    values = .float([])
    all += more
    values = .float(all)
  }
}

extension Double: RecordElement {
  /// The values with their type.
  public static func values(_ values: [Double]) -> RecordedArray.Values { .double(values) }

  /// Adds `more` at the end.
  public static func append(_ more: [Double], to values: inout RecordedArray.Values) {
    guard case .double(var all) = values else { fatalError("the data set is not float64") }
    values = .double([])
    all += more
    values = .double(all)
  }
}
