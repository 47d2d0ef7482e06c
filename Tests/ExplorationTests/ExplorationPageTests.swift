import CZlib
import Foundation
import HarnessTestSupport
import Kernels
import Layers
import Notebooks
import Platform
import Tensors
import Testing

@testable import Exploration
@testable import Records

@Suite struct ExplorationPageTests {
  final class Decoder: Network {
    let hidden, pictures: Dense

    init(using seeds: inout Seeds) {
      hidden = Dense(2, 8, .relu, using: &seeds)
      pictures = Dense(8, 12, using: &seeds)
    }
  }

  /// What a notebook with a decoder of pictures of 3 × 4 pixels leaves.
  private func record(of notebook: String = "golden", isUniform: Bool = false) -> RunRecord {
    let lab = lab(notebook: notebook)
    var seeds = Seeds(lab.stream("weights"))
    let decoder = Decoder(using: &seeds)
    func pictures(_ codes: Tensor) -> Tensor {
      decoder.pictures(decoder.hidden(codes)).activated(.sigmoid)
    }
    lab.save(decoder, as: "decoder", taking: ["codes": [2]]) { ["pictures": pictures($0[0])] }
    let codes =
      isUniform
      ? Tensor.uniform([50, 2], using: lab.stream("samples")).scaled(by: 2, plus: -1)
      : Tensor.normal([50, 2], using: lab.stream("samples"))
    let images = pictures(codes)
    var record = RunRecord(
      identity: RunIdentity(
        notebook: notebook, title: "A <b>title</b>", summary: "a summary", seed: 7, profile: .smoke,
        data: "strokes", sourceName: "Golden.swift",
        settings: [
          RecordedSetting(key: "latent", description: "", value: .int(2), preset: .int(2))
        ]), source: "")
    record.arrays = lab.record.arrays
    record.architectures = lab.record.architectures
    record.arrays["samples/images"] = RecordedArray(
      images.greyLevels, shape: [50, 3, 4], description: "samples")
    return record
  }

  private func page(_ record: RunRecord) throws -> String {
    try ExplorationPage(record) { side, latent in
      [Float](repeating: 0, count: side * side * latent)
    }.text
  }

  /// What the scripts of a page read.
  private func contents(_ page: String) throws -> [String: Any] {
    let start = try #require(page.firstRange(of: "id=\"run\">")).upperBound
    let end = try #require(page[start...].firstRange(of: "</script>")).lowerBound
    let json = try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8))
    return try #require(json as? [String: Any])
  }

  @Test(arguments: [false, true])
  func aPageKnowsHowTheSamplesWereDrawn(isUniform: Bool) throws {
    let contents = try contents(page(record(isUniform: isUniform)))
    #expect(contents["isUniform"] as? Bool == isUniform)
    #expect(contents["latent"] as? Int == 2)
    let checks = try #require(contents["checks"] as? [[String: Any]])
    let images = try #require(record(isUniform: isUniform).arrays["samples/images"])
    #expect(checks.map { $0["sha256"] as? String } == [Digest.sha256(of: images)])
  }

  @Test(arguments: [0, 1, 7])
  func whatIsPackedComesBack(count: Int) throws {
    let numbers = (0..<count).map { Float($0) / 3 - 1 }
    let stream = try #require(Data(base64Encoded: packed(numbers)))
    var planes = [UInt8](repeating: 0, count: 4 * count)
    var length = uLong(planes.count)
    #expect(uncompress(&planes, &length, Array(stream), uLong(stream.count)) == Z_OK)
    let bytes = (0..<4 * count).map { planes[$0 % 4 * count + $0 / 4] }
    #expect(bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) } == numbers)
  }

  /// What Python's zlib unpacks to the bytes of these numbers; no machine may give another text.
  @Test func whatIsPackedIsTheSameTextEverywhere() {
    let numbers = (0..<200).map { Float($0 % 50) / 3 - 1 }
    #expect(
      packed(numbers)
        == """
        eNpjWLWKYc0qhlVhDKGrGcJWMawOhSKICCYKG7w6QCiUIXQVCAEZcAQRQUeDU0eDFlCVVsOqqwyiWg6hWQ1dUxes2nrg\
        1NUHr74ysHIJiEopqGoZmFo5uHoFhEYlpGYVlA5OHfv372OwswcCBwzgiB0MTh0An0wMfA==
        """)
  }

  @Test func aPageIsOneFileThatAsksForNothing() throws {
    let page = try page(record())
    #expect(!page.contains("http://") && !page.contains("https://"))
    #expect(!page.contains("src=\"") && !page.contains("href=\""))
    #expect(page.contains("A &lt;b>title"))
    #expect(!page.contains("<b>title"))
  }

  @Test func aRunWhoseSamplesAreOthersIsRefused() throws {
    var record = record()
    var levels = record.bytes("samples/images")
    levels[100] ^= 1
    record.arrays["samples/images"] = RecordedArray(
      levels, shape: [50, 3, 4], description: "samples")
    let error = #expect(throws: ExplorationError.self) { try page(record) }
    #expect(error?.description.contains("cannot be drawn again") == true)
  }

  @Test func aRunWithoutADecoderOrItsDescriptionIsRefused() throws {
    var record = record()
    record.architectures = [:]
    let old = #expect(throws: ExplorationError.self) { try page(record) }
    #expect(old?.description.contains("does not describe the network decoder") == true)
    record.arrays = record.arrays.filter { !$0.key.hasPrefix("parameters") }
    let none = #expect(throws: ExplorationError.self) { try page(record) }
    #expect(none?.description.contains("no network decodes pictures") == true)
  }
}
