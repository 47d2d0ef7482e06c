import Kernels
import Records
import Tensors

/// Inputs of each network and what this program's kernels make of them, to check by that another program computes the same.
package enum Probes {
  /// `<network>-probes.npz` for each network that the record describes: arrays `input/<name>` of uniform numbers in [−1, 1) and
  /// `output/<name>`, all with `count` examples or so many that the network takes.
  ///
  /// - Throws: `ExportError` where a description does not fit.
  package static func files(of record: RunRecord, count: Int) throws -> [ExportedFile] {
    try DescribedNetwork.all(in: record).map { network in
      let stream = RandomStream(
        key: RandomStream.key(
          seed: record.identity.seed, notebook: record.identity.notebook,
          name: "probes of \(network.name)"))
      // The batch's length is a multiple of what every share of it asks for.
      let shares = network.architecture.steps.flatMap(\.shape).map { extent in
        if case .batch(_, let over) = extent { over } else { 1 }
      }
      let batch = (count + 59) / 60 * 60
      guard shares.allSatisfy({ batch % $0 == 0 }) else {
        throw ExportError(
          "the network \(network.name)", "it takes no batch of \(batch)",
          hint: "leave out the probes")
      }
      var arrays: [(String, RecordedArray)] = []
      let inputs = network.architecture.inputs.enumerated().map { index, input in
        let shape = input.shape.map { $0.length(of: batch) ?? 1 }
        return Tensor.uniform(shape, using: stream.child(UInt64(index)))
          .scaled(by: 2, plus: -1)
      }
      for (input, tensor) in zip(network.architecture.inputs, inputs) {
        arrays.append(("input/\(input.name)", RecordedArray(tensor)))
      }
      for (name, tensor) in try network(inputs) {
        arrays.append(("output/\(name)", RecordedArray(tensor)))
      }
      return ExportedFile("\(network.name)-probes.npz", try NumPyArchive.bytes(of: arrays))
    }
  }
}

extension RecordedArray {
  fileprivate init(_ tensor: Tensor) {
    self.init(tensor.values, shape: tensor.shape, description: "")
  }
}
