import Hashing
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4's own examples, and the million times `a` of NIST's test vectors.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func givesThePublishedDigests(text: String, digest: String) {
    #expect(SHA256.hash(text.utf8).hexadecimal == digest)
  }

  @Test func piecesOfAnyKindAndLengthMakeTheDigestOfTheWhole() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for length in [1, 63, 64, 65, 999] {
      var hash = SHA256()
      for start in stride(from: 0, to: bytes.count, by: length) {
        let piece = bytes[start..<min(start + length, bytes.count)]
        // Side by side, behind a pointer, and one by one.
        switch start / length % 3 {
        case 0: hash.update(piece)
        case 1: piece.withUnsafeBytes { hash.update($0) }
        default: hash.update(sequence(state: piece.makeIterator()) { $0.next() })
        }
      }
      #expect(hash.finalize() == SHA256.hash(bytes))
    }
  }

  @Test func twoDigitsForEveryByte() {
    #expect([UInt8]([0, 9, 10, 160, 255]).hexadecimal == "00090aa0ff")
  }
}
