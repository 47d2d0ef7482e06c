import HarnessTestSupport
import Kernels
import Testing

@testable import Notebooks
@testable import Platform
@testable import Records

@Suite struct DigestTests {
  /// python3: hashlib.sha256(b"float32 [2, 1]\n" + struct.pack("<2f", 1.5, -0.0)).hexdigest()
  @Test func ofADataSetCoversTypeShapeAndBits() {
    let array = RecordedArray([Float(1.5), -0.0], shape: [2, 1], description: "any")
    #expect(
      Digest.sha256(of: array) == "d745daf5afba903246e1a1407cbadd7c9c69e7e7f2d6cda1f7a4896fd4ca6547"
    )
    #expect(
      Digest.sha256(of: RecordedArray([Int64(1), -2], shape: [2], description: ""))
        == "ece47c5fe75b4a8ccadf74462a33813344141a314043e93bc9b7b552496a35e6")
  }

  /// int.from_bytes(hashlib.sha256(struct.pack("<Q", 7) + b"vae\0weights").digest()[:8], "little")
  @Test func ofAStreamsNameIsItsKey() {
    #expect(RandomStream.key(seed: 7, notebook: "vae", name: "weights") == 6358050326923950178)
    #expect(lab(seed: 7, notebook: "vae").stream("weights").key == 6358050326923950178)
  }

  @Test func keepsStreamsApart() {
    let keys = [
      lab(seed: 1).stream("a").key, lab(seed: 2).stream("a").key, lab(seed: 1).stream("b").key,
      lab(seed: 1, notebook: "other").stream("a").key,
    ]
    #expect(Set(keys).count == 4)
  }
}
