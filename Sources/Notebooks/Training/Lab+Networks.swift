import Layers
import Records
import Tensors

extension Lab {
  /// Leaves every tensor of a network in the log, at `/parameters/<name>/<layer>/<tensor>`, and a description of how they compute,
  /// by which other programs can do the same: `experiments export`.
  ///
  ///     lab.save(encoder, as: "encoder", taking: ["digits": [pixels]]) {
  ///       let (mean, logVariance) = encoder($0[0], .inference)
  ///       return ["mean": mean, "logVariance": logVariance]
  ///     }
  ///
  /// The description is made by computing the outputs once and taking down the operations; so nothing is told twice. Parameters of
  /// networks that were saved before may take part.
  ///
  /// - Parameters:
  ///   - network: what is saved.
  ///   - name: its name in the log.
  ///   - inputs: what it takes, by name, and the shape for one example.
  ///   - line: where the notebook calls.
  ///   - outputs: computes what it gives, by name, from a batch of each input, in inference. What is drawn by chance, depends on the
  ///     numbers of the batch or has a loop over its rows cannot be described; a warning says so.
  public func save(
    _ network: any Network, as name: String, taking inputs: KeyValuePairs<String, [Int]>,
    line: Int = #line, computing outputs: ([Tensor]) -> KeyValuePairs<String, Tensor>
  ) {
    save(network, as: name, line: line)
    do throws(UndescribedNetwork) {
      record.architectures[name] = try Architecture(
        of: name, taking: inputs, parameters: savedTensors, computing: outputs
      ).text
    } catch {
      reporter.warn("the network \(name) can only be loaded by this program: \(error)")
    }
  }

  /// Leaves every tensor of a network in the log, at `/parameters/<name>/<layer>/<tensor>`, without a description.
  public func save(_ network: any Network, as name: String, line: Int = #line) {
    for variable in network.variables {
      let (layer, tensor) = variable.logName
      savedTensors.append(("parameters/\(name)/\(layer)/\(tensor)", variable.parameter.value))
      parameter(
        variable.parameter.value.values, shape: variable.parameter.value.shape, network: name,
        layer: layer, tensor: tensor,
        description: "\(tensor) of \(layer) in \(network.name) \(variable.axes)", line: line)
    }
  }

  /// Sets every tensor of a network to what `save` left in the log under `name`.
  ///
  /// - Throws: `MissingParameter` if the log has no such tensor of the right shape; `RecordingError` where the notebook has made a
  ///   mistake before.
  public func load(_ network: any Network, from name: String) throws {
    try throwMistake()
    for variable in network.variables {
      let (layer, tensor) = variable.logName
      let path = "parameters/\(name)/\(layer)/\(tensor)"
      let shape = variable.parameter.value.shape
      guard let array = record.arrays[path], array.shape == shape,
        case .float(let values) = array.values
      else {
        throw MissingParameter(path: path, shape: shape)
      }
      variable.parameter.assign(Tensor(shape, values))
    }
  }
}

extension Variable {
  /// The name of the layer and of the tensor in it.
  fileprivate var logName: (layer: String, tensor: String) {
    let parts = name.split(separator: "/")
    return (parts.dropLast().joined(separator: "."), String(parts.last ?? ""))
  }
}

/// A network was to be loaded from a log that does not hold it.
public struct MissingParameter: Error, CustomStringConvertible {
  let path: String
  let shape: [Int]

  /// What was looked for.
  public var description: String {
    "the log holds no tensor of shape \(shape) at /\(path): save the network under this name first"
  }
}
