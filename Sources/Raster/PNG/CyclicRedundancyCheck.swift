/// A cyclic redundancy check of 32 bits, reflected, whose register starts and ends inverted.
package struct CyclicRedundancyCheck: Sendable {
  /// That of PNG and zip, polynomial 0x04C11DB7; the check value of "123456789" is 0xCBF43926.
  package static let zip = CyclicRedundancyCheck(reflectedPolynomial: 0xedb8_8320)
  /// Castagnoli's, of TensorFlow's records; the check value of "123456789" is 0xE3069283.
  package static let castagnoli = CyclicRedundancyCheck(reflectedPolynomial: 0x82f6_3b78)

  private let table: [UInt32]

  private init(reflectedPolynomial polynomial: UInt32) {
    table = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { value, _ in
        value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1
      }
    }
  }

  /// The check of some bytes.
  package func callAsFunction(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }
}
