import Foundation
import HarnessTestSupport
import Kernels
import Layers
import TestSupport
import Testing

@testable import Exports
@testable import Notebooks
@testable import Platform
@testable import Records
@testable import Tensors

/// What the log says of networks, and what may come of it.
@Suite struct DescriptionTests {
  private func everyLayer() -> (network: EveryLayer, record: RunRecord) {
    let lab = lab()
    var seeds = Seeds(RandomStream(key: 7))
    let network = EveryLayer(using: &seeds)
    lab.save(network)
    return (network, lab.record)
  }

  @Test func aNetworkOfEveryLayerIsComputedFromTheLogAloneWithTheSameBits() throws {
    let (network, record) = everyLayer()
    let folder = try TemporaryFolder()
    try record.write(to: "\(folder.path)/log.h5")
    let read = try RunRecord(reading: "\(folder.path)/log.h5")
    #expect(read.architectures == record.architectures)
    let described = try #require(try DescribedNetwork.all(in: read).first)
    for batch in [4, 12] {
      let images = Tensor.normal([batch, 128], using: RandomStream(key: 1))
      let labels = Tensor.normal([batch, 3], using: RandomStream(key: 2))
      let (score, pair) = network(images, labels, .inference)
      let found = try described([images, labels])
      #expect(found.map(\.name) == ["score", "pair"])
      #expect(found[0].value.shape == score.shape)
      #expect(found[0].value.values == score.values)
      #expect(found[1].value.values == pair.values)
      #expect(pair.values.contains { $0 != 0 })
    }
  }

  @Test func theTextIsReadAsItWasWritten() throws {
    let text = try #require(everyLayer().record.architectures["every"])
    #expect(try Architecture(text: text).text == text)
  }

  @Test func layersHaveTheNamesOfTheirParametersAndShapesOfTheBatch() throws {
    final class Line: Network {
      let dense: Dense
      init(using seeds: inout Seeds) { dense = Dense(4, 2, .elu, using: &seeds) }
    }
    let lab = lab()
    var seeds = Seeds(RandomStream(key: 7))
    let line = Line(using: &seeds)
    lab.save(line, as: "line", taking: ["pairs": [2]]) {
      ["halves": line.dense($0[0].reshaped([$0[0].shape[0] / 2, 4])).scaled(by: 0.1)]
    }
    #expect(
      lab.record.architectures["line"] == """
        {"format":1,"inputs":[{"name":"pairs","shape":["n",2]}],"layers":[\
        {"inputs":["pairs"],"kind":"reshape","name":"reshape1","shape":["n/2",4]},\
        {"activation":"elu","inputs":["reshape1","/parameters/line/dense/weights","/parameters/line/dense/bias"],\
        "kind":"dense","name":"dense","shape":["n/2",2]},\
        {"factor":0.1,"inputs":["dense"],"kind":"scaling","name":"scaling1","offset":0,"shape":["n/2",2]}],\
        "outputs":[{"name":"halves","value":"scaling1"}]}
        """)
  }

  @Test func aNetworkMayComputeWithParametersOfOneThatWasSavedBefore() throws {
    let lab = lab()
    var seeds = Seeds(RandomStream(key: 7))
    let first = EveryLayer(using: &seeds), second = EveryLayer(using: &seeds)
    lab.save(first, as: "first")
    lab.save(second, as: "second", taking: ["labels": [3]]) {
      ["both": first.labels($0[0]) + second.labels($0[0])]
    }
    let text = try #require(lab.record.architectures["second"])
    #expect(text.contains("/parameters/first/labels/weights"))
    #expect(text.contains("/parameters/second/labels/weights"))
  }

  /// What the warning of a network that cannot be described says.
  private func warning(_ body: @escaping (Tensor, EveryLayer) -> Tensor) throws -> String {
    let transcript = Transcript()
    let identity = RunRecord(
      identity: record(source: "").identity, source: "")
    let lab = Lab(
      record: identity, workers: Workers(), reporter: ProgressReporter(transcript.console())
    ) { throw CancellationError() }
    var seeds = Seeds(RandomStream(key: 7))
    let network = EveryLayer(using: &seeds)
    lab.save(network, as: "every", taking: ["labels": [3]]) { ["x": body($0[0], network)] }
    #expect(lab.record.architectures.isEmpty)
    #expect(lab.record.arrays["parameters/every/labels/weights"] != nil)
    #expect(lab.mistake == nil)
    return transcript.err
  }

  @Test func whatCannotBeDescribedIsWarnedOfAndItsParametersAreSaved() throws {
    var untold = Seeds(RandomStream(key: 8))
    let stranger = Dense(3, 2, using: &untold)
    #expect(try warning { x, _ in stranger(x) }.contains("that belong to no saved network"))
    #expect(try warning { x, _ in x.rows(at: [0]) }.contains("rows(at:) has no description"))
    #expect(try warning { x, _ in x.firstRows(x.shape[0] / 2) }.contains("depends on the batch"))
    #expect(
      try warning { x, _ in x.shape[0] == 60 ? x.absolute() : x.absolute().squared() }
        .contains("other operations with a longer batch"))
    #expect(
      try warning { _, _ in Tensor([2], repeating: 1) }.contains("its output x is a constant"))
  }

  // MARK: Damage

  /// The error of the record with its description changed; nil where it is exported.
  private func problem(_ change: (String) -> String) throws -> String? {
    var record = everyLayer().record
    let text = try #require(record.architectures["every"])
    let changed = change(text)
    #expect(changed != text)
    record.architectures["every"] = changed
    do {
      _ = try ExportFormat.onnx.files(of: record)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("\"format\":1", "\"format\":2", "it has format 2, this program reads 1"),
    ("\"kind\":\"dense\"", "\"kind\":\"dance\"", "a dance of 3 operands, which is unknown"),
    ("[\"n\",128]", "[\"n\",129]", "does not take operands of"),
    ("[\"n\",128]", "[\"m\",128]", "has no shape"),
    ("[\"n\",128]", "[\"n\",4294967296]", "has no shape"),
    ("[\"n\",128]", "[\"n\",2147483647]", "has too many elements"),
    ("[\"n\",128]", "[\"n/7\",128]", "which 60 is not divided by"),
    ("\"stride\":2", "\"stride\":0", "has a stride of 0"),
    ("\"stride\":2", "\"stride\":\"2\"", "has no whole number stride"),
    ("\"slope\":0.3", "\"slope\":-1", "has a slope of -1"),
    ("\"leaky-relu\"", "\"leaky\"", "the unknown activation leaky"),
    ("every/before.convolution2D1/weights", "every/nothing", "which is not in the log"),
    ("\"inputs\":[\"reshape1\"", "\"inputs\":[\"later\"", "which is not there before it"),
    ("\"minimum\":-4", "\"minimum\":5", "does not take operands of"),
    ("\"value\":", "\"worth\":", "an output has no text value"),
    ("{\"format\"", "{format", "it is no JSON text"),
    ("{\"format\"", "[{\"format\"", "it is no JSON text"),
  ])
  func aDamagedDescriptionIsRefused(old: String, new: String, expected: String) throws {
    let problem = try problem { text in
      guard let range = text.range(of: old) else { return text }
      return text.replacingCharacters(in: range, with: new)
    }
    #expect(problem?.contains(expected) == true, "\(problem ?? "it was exported")")
    #expect(problem?.contains("run the notebook again") == true)
  }

  @Test func noDescriptionCrashes() throws {
    let record = everyLayer().record
    let text = Array(try #require(record.architectures["every"]).utf8)
    for number in 0..<200 {
      var mutator = Mutator(number: number, family: "architecture")
      var bytes = text
      mutator.mutate(&bytes)
      var damaged = record
      damaged.architectures["every"] = String(decoding: bytes, as: UTF8.self)
      do {
        _ = try ExportFormat.onnx.files(of: damaged)
      } catch {
        #expect(error is ExportError)
      }
    }
  }

  @Test func aParameterOfAnotherShapeOrTypeIsRefused() throws {
    let path = "parameters/every/labels/weights"
    for array in [
      RecordedArray([Float](repeating: 0, count: 6), shape: [2, 3], description: ""),
      RecordedArray([Double](repeating: 0, count: 6), shape: [3, 2], description: ""),
    ] {
      var record = everyLayer().record
      record.arrays[path] = array
      #expect(throws: ExportError.self) { try ExportFormat.onnx.files(of: record) }
    }
    var record = everyLayer().record
    record.arrays[path] = nil
    #expect(throws: ExportError.self) { try ExportFormat.onnx.files(of: record) }
  }

  @Test func aLogWithoutDescriptionsSaysWhatToDo() throws {
    var record = everyLayer().record
    record.architectures = [:]
    #expect {
      try ExportFormat.onnx.files(of: record)
    } throws: { error in
      "\(error)" == """
        the network every cannot be exported: its log does not describe it; save it with `lab.save(…, taking: …)` in the \
        notebook, and run that again
        """
    }
    #expect(try ExportFormat.safetensors.files(of: record).count == 1)
  }
}
