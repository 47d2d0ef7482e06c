import Layers
import Records
import Tensors

extension Lab {
  /// Leaves every tensor of a network in the log, at `/parameters/<name>/<layer>/<tensor>`.
  public func save(_ network: any Network, as name: String, line: Int = #line) {
    for variable in network.variables {
      let (layer, tensor) = variable.logName
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
