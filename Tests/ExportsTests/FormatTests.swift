import Foundation
import HarnessTestSupport
import Kernels
import Layers
import Tensors
import Testing

@testable import Exports
@testable import Notebooks
@testable import Platform
@testable import Raster
@testable import Records

/// Files of other programs, byte by byte.
@Suite struct FormatTests {
  private func saved() -> RunRecord {
    let lab = lab()
    lab.parameter(
      [1, -2, 0.5], shape: [3], network: "line", layer: "dense", tensor: "bias", description: "b")
    lab.parameter(
      [1, 2, 3, 4, 5, 6], shape: [2, 3], network: "line", layer: "dense", tensor: "weights",
      description: "w")
    return lab.record
  }

  /// By safetensors 0.8.0: `save({"line/dense/bias": …, "line/dense/weights": …})`; the metadata are ours, for that library
  /// leaves their order open.
  @Test func safetensorsHaveTheReferenceLibrarysLayout() throws {
    let file = try #require(try ExportFormat.safetensors.files(of: saved()).first)
    #expect(file.path == "golden.safetensors")
    let length = file.bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0)
    let header = String(decoding: file.bytes[8..<8 + length], as: UTF8.self)
    let tensors = """
      "line/dense/bias":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},\
      "line/dense/weights":{"dtype":"F32","shape":[2,3],"data_offsets":[12,36]}}
      """
    #expect(header.contains(tensors))
    #expect(header.contains("\"notebook\":\"golden\""))
    #expect(file.bytes.count == 8 + length + 36)
    #expect(Array(file.bytes[(8 + length)..<(12 + length)]) == [0, 0, 0x80, 0x3f])
  }

  /// By NumPy 2.4: `numpy.save(file, numpy.array([[1, -1, 2]], "<i4"))`.
  @Test func arraysHaveNumPysBytes() {
    let bytes = NumPyArchive.bytes(
      of: RecordedArray([Int32(1), -1, 2], shape: [1, 3], description: ""))
    let header = "{'descr': '<i4', 'fortran_order': False, 'shape': (1, 3), }"
    #expect(bytes.count == 128 + 12)
    #expect(Array(bytes.prefix(10)) == [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0])
    #expect(
      String(decoding: bytes[10..<128], as: UTF8.self)
        == header + String(repeating: " ", count: 117 - header.count) + "\n")
    #expect(Array(bytes.suffix(12)) == [1, 0, 0, 0, 255, 255, 255, 255, 2, 0, 0, 0])
    let vector = NumPyArchive.bytes(of: RecordedArray([UInt8(7)], shape: [1], description: ""))
    #expect(String(decoding: vector[10...].prefix(60), as: UTF8.self).contains("'shape': (1,), }"))
  }

  /// From the description of the encoding: https://protobuf.dev/programming-guides/encoding
  @Test func messagesHaveProtobufsWireFormat() {
    #expect(ProtobufMessage { $0.add(1, 150) }.bytes == [0x08, 0x96, 0x01])
    #expect(ProtobufMessage { $0.add(2, "testing") }.bytes == [0x12, 0x07] + Array("testing".utf8))
    #expect(ProtobufMessage { $0.add(3) { $0.add(1, 150) } }.bytes == [0x1a, 3, 0x08, 0x96, 0x01])
    #expect(
      ProtobufMessage { $0.add(6, packed: [3, 270, 86942]) }.bytes
        == [0x32, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05])
    #expect(
      ProtobufMessage { $0.add(1, -1) }.bytes == [0x08] + [UInt8](repeating: 255, count: 9) + [1])
  }

  /// The pictures of a report come from libgd, whose files depend on the version of zlib.
  @Test func picturesForJupyterHaveTheSameBytesEverywhere() throws {
    let lab = lab()
    let pixels = (0..<24).map { Float($0) / 23 }
    lab.images(
      "digits", "Two *digits*", Tensor([2, 3, 4, 1], pixels), columns: 2, line: 2,
      file: "experiments/Golden.swift")
    var record = record(source: "//: # Golden\nlab.images(…)\n", outputs: lab.record.outputs)
    record.arrays = lab.record.arrays
    let file = try #require(try ExportFormat.ipynb.files(of: record).first)
    let text = String(decoding: file.bytes, as: UTF8.self)
    let base64 = try #require(text.firstMatch(of: /"image\/png": ?"([^"]+)"/)?.1)
    let picture = try #require(Data(base64Encoded: String(base64)))
    #expect(PNGFile.bytes(of: try Bitmap.decoding(png: Array(picture))) == Array(picture))
  }

  @Test func filesHaveTheSameBytesEveryTime() throws {
    let lab = lab()
    var seeds = Seeds(RandomStream(key: 7))
    lab.save(EveryLayer(using: &seeds))
    for epoch in 1...3 {
      lab.log("loss/kl", Float(epoch) / 3, step: epoch, "nats")
      lab.latents([1, 2, 3, 4].map { Float($0 * epoch) }, labels: [7, 8], step: epoch)
      lab.manifold("digits", [0, 255, UInt8(epoch), 4, 5, 6], height: 2, width: 3, step: epoch)
    }
    // Made on this project's machine; no other may give another one.
    for (format, sha256) in [
      (
        ExportFormat.safetensors,
        "369f757d3df49824f22d58d855a7b6f10f6b61d998bf3f9e32b3c266234cef99"
      ), (.onnx, "a491fad9a3f0918723e274b3b745d3fca3a1829efc985f14367139a111f69bab"),
      (.numpy, "bebd65ac1a8961a632ba8861824bcfd447fcb9dd83e78e4e5d42b691e086efff"),
      (.tensorboard, "6dafa6a2d18cf7466703ace87cd397885f6e2d97634a3a4fd3ff0a06064d916a"),
    ] {
      let files = try format.files(of: lab.record)
      #expect(files == (try format.files(of: lab.record)))
      #expect(
        Digest.sha256(of: files.flatMap { Array($0.path.utf8) + $0.bytes }) == sha256, "\(format)")
    }
  }
}
