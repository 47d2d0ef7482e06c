import Platform

/// A single value of a setting or a table cell, as the log keeps it.
public enum Scalar: Sendable, Equatable {
  /// A whole number.
  case int(Int64)
  /// A number; any bit pattern.
  case double(Double)
  /// Yes or no.
  case bool(Bool)
  /// A text.
  case string(String)

  /// The same type and bits; so NaN is itself, and 0 is not -0.
  public static func == (one: Scalar, other: Scalar) -> Bool {
    switch (one, other) {
    case (.int(let one), .int(let other)): one == other
    case (.double(let one), .double(let other)): one.isSame(as: other)
    case (.bool(let one), .bool(let other)): one == other
    case (.string(let one), .string(let other)): one == other
    default: false
    }
  }

  /// The value for people: the shortest text that reads back as the same value.
  public var text: String {
    switch self {
    case .int(let value): "\(value)"
    case .double(let value): NumberText.shortest(value)
    case .bool(let value): "\(value)"
    case .string(let value): value
    }
  }

  /// The value as a number; nil for a text or a truth value.
  package var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .bool, .string: nil
    }
  }

  /// The value for `metrics.json` and for the log's JSON texts.
  package var json: JSON {
    switch self {
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .bool(let value): .bool(value)
    case .string(let value): .string(value)
    }
  }
}

/// A type whose values the log can keep as they are: what settings and table cells are made of.
public protocol ScalarRepresentable {
  /// The value as the log and the report keep it.
  var scalar: Scalar { get }
}
