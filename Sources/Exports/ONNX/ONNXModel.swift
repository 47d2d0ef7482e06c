import Records

/// A network as an ONNX file: opset 13, IR version 8, for a batch of any length, with named inputs and outputs.
///
/// Shapes are those of the notebooks, images [n, height, width, channels]; convolutions, which ONNX has on
/// [n, channels, height, width] only, stand between transpositions.
enum ONNXModel {
  static let opset = 13

  /// The bytes of `<network>.onnx`.
  ///
  /// - Throws: `ExportError` where ONNX has no operation for a layer.
  static func bytes(of network: DescribedNetwork, _ record: RunRecord) throws(ExportError)
    -> [UInt8]
  {
    var graph = ONNXGraph(of: network)
    do throws(ArchitectureError) {
      try graph.build()
    } catch {
      throw ExportError(
        "the network \(network.name)", error.problem,
        hint: "take its parameters as safetensors or numpy")
    }
    return ProtobufMessage { model in
      model.add(1, 8)
      model.add(2, "experiments")
      model.add(6, "\(record.identity.title): \(network.name)")
      model.add(7) { graph.write(to: &$0) }
      model.add(8) { operators in
        operators.add(1, "")
        operators.add(2, opset)
      }
      for (key, value) in record.origin.sorted(by: { $0.key < $1.key }) {
        model.add(14) { property in
          property.add(1, key)
          property.add(2, value)
        }
      }
    }.bytes
  }
}
