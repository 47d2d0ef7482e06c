/// A scalar is written as a JSON object of one member that names the type, so that 1 and 1.0 and NaN
/// come back as they were.
extension Scalar: Codable {
  private enum Key: String, CodingKey { case int, double, bool, string }

  /// Writes the value under the name of its type; a double as text, for JSON has no NaN.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .int(let value): try container.encode(value, forKey: .int)
    case .double(let value): try container.encode(value.description, forKey: .double)
    case .bool(let value): try container.encode(value, forKey: .bool)
    case .string(let value): try container.encode(value, forKey: .string)
    }
  }

  /// Reads what `encode(to:)` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if container.contains(.int) {
      self = .int(try container.decode(Int64.self, forKey: .int))
    } else if container.contains(.bool) {
      self = .bool(try container.decode(Bool.self, forKey: .bool))
    } else if container.contains(.string) {
      self = .string(try container.decode(String.self, forKey: .string))
    } else {
      let text = try container.decode(String.self, forKey: .double)
      guard let value = Double(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: .double, in: container, debugDescription: "\(text) is not a number")
      }
      self = .double(value)
    }
  }
}
