import Records

/// A saved network with its description, which has been checked: every layer has the operands, constants and shapes that its
/// kind asks for, and every parameter is there.
struct DescribedNetwork {
  let name: String
  let architecture: Architecture
  /// The parameters that take part, by their paths; some may be another network's.
  let parameters: [String: SavedNetwork.Tensor]

  /// A network of a record.
  ///
  /// - Throws: `ExportError` where the log has no description of it, or one that does not fit.
  init(_ network: SavedNetwork, in record: RunRecord) throws(ExportError) {
    let subject = "the network \(network.name)"
    guard let text = record.architectures[network.name] else {
      throw ExportError(
        subject, "its log does not describe it",
        hint: "save it with `lab.save(…, taking: …)` in the notebook, and run that again")
    }
    name = network.name
    var found: [String: SavedNetwork.Tensor] = [:]
    do throws(ArchitectureError) {
      architecture = try Architecture(text: text)
      for case .parameter(let path) in architecture.steps.flatMap(\.operands) {
        guard let array = record.arrays[path], case .float(let values) = array.values else {
          throw ArchitectureError("it takes /\(path), which is not in the log")
        }
        found[path] = SavedNetwork.Tensor(name: path, shape: array.shape, values: values)
      }
      parameters = found
      for batch in [60, 120] {
        try ShapeCheck(of: architecture, parameters: found.mapValues(\.shape), batch: batch).check()
      }
    } catch {
      throw ExportError(
        subject, "the description in its log is damaged: \(error.problem)",
        hint: "run the notebook again")
    }
  }

  /// All networks of a record that it describes, sorted by name.
  ///
  /// - Throws: `ExportError` where none of them is described, or a description does not fit.
  static func all(in record: RunRecord) throws(ExportError) -> [DescribedNetwork] {
    let networks = try SavedNetwork.all(in: record)
    let described = networks.filter { record.architectures[$0.name] != nil }
    return try (described.isEmpty ? networks : described).map { network throws(ExportError) in
      try DescribedNetwork(network, in: record)
    }
  }
}
