/// A member of a JSON object that is `null` where there is no value. A plain optional's member is left out then.
@propertyWrapper package struct NullWhenNil<Value: Encodable>: Encodable {
  package var wrappedValue: Value?

  package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}

extension NullWhenNil: Sendable where Value: Sendable {}
extension NullWhenNil: Equatable where Value: Equatable {}
extension NullWhenNil: Decodable where Value: Decodable {
  package init(from decoder: any Decoder) throws {
    wrappedValue = try decoder.singleValueContainer().decode(Value?.self)
  }
}

extension KeyedDecodingContainer {
  /// The member, which may also be left out.
  package func decode<Value: Decodable>(
    _ type: NullWhenNil<Value>.Type, forKey key: Key
  ) throws -> NullWhenNil<Value> {
    try decodeIfPresent(type, forKey: key) ?? NullWhenNil(wrappedValue: nil)
  }
}
