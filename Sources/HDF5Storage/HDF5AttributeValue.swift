/// A Swift type that an attribute can be read as: `String`, `Int`, `Double` and arrays of them.
public protocol HDF5AttributeValue: Sendable {
  /// The value, or nil when the attribute holds something else.
  init?(_ attribute: HDF5Attribute)
}

/// A Swift type of which an attribute can hold a list.
public protocol HDF5AttributeElement: HDF5AttributeValue {
  /// The list, or nil when the attribute holds something else.
  static func list(_ attribute: HDF5Attribute) -> [Self]?
}

extension Array: HDF5AttributeValue where Element: HDF5AttributeElement {
  /// The list of a `.strings`, `.ints` or `.doubles`.
  public init?(_ attribute: HDF5Attribute) {
    guard let values = Element.list(attribute) else { return nil }
    self = values
  }
}

extension String: HDF5AttributeElement {
  /// The text of `.string`.
  public init?(_ attribute: HDF5Attribute) {
    guard case .string(let value) = attribute else { return nil }
    self = value
  }

  /// The list of `.strings`.
  public static func list(_ attribute: HDF5Attribute) -> [String]? {
    guard case .strings(let values) = attribute else { return nil }
    return values
  }
}

extension Int: HDF5AttributeElement {
  /// The whole number of `.int`.
  public init?(_ attribute: HDF5Attribute) {
    guard case .int(let value) = attribute else { return nil }
    self = value
  }

  /// The list of `.ints`.
  public static func list(_ attribute: HDF5Attribute) -> [Int]? {
    guard case .ints(let values) = attribute else { return nil }
    return values
  }
}

extension Double: HDF5AttributeElement {
  /// The number of `.double`.
  public init?(_ attribute: HDF5Attribute) {
    guard case .double(let value) = attribute else { return nil }
    self = value
  }

  /// The list of `.doubles`.
  public static func list(_ attribute: HDF5Attribute) -> [Double]? {
    guard case .doubles(let values) = attribute else { return nil }
    return values
  }
}
