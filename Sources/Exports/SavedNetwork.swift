import Records

/// A network of a log: its parameters, and how they compute.
struct SavedNetwork {
  /// A parameter, [in, out] for instance, row-major.
  struct Tensor {
    /// The layer's path and the tensor's name: `hidden.dense1/weights`.
    let name: String
    let shape: [Int]
    let values: [Float]
  }

  /// The name in the log.
  let name: String
  /// In the order of their paths.
  let tensors: [Tensor]

  /// The networks of a record, sorted by name.
  ///
  /// - Throws: `ExportError` where something that is no parameter is among them.
  static func all(in record: RunRecord) throws(ExportError) -> [SavedNetwork] {
    try record.networks.map { name throws(ExportError) in
      let prefix = "parameters/\(name)/"
      var tensors: [Tensor] = []
      for path in record.paths where path.hasPrefix(prefix) {
        guard let array = record.arrays[path], case .float(let values) = array.values else {
          throw ExportError(
            "the network \(name)", "/\(path) has no numbers of single precision",
            hint: "the log is damaged; run the notebook again")
        }
        tensors.append(
          Tensor(
            name: String(path.dropFirst(prefix.count)), shape: array.shape, values: values))
      }
      return SavedNetwork(name: name, tensors: tensors)
    }
  }
}
