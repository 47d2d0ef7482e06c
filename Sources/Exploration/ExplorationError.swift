/// A run that cannot be explored.
package enum ExplorationError: Error, CustomStringConvertible {
  /// The log has no description of a network.
  case noNetwork(String)
  /// A layer is none that a page can compute.
  case misfit(network: String, layer: String, any Error)
  /// There is no network that makes pictures of codes.
  case noDecoder
  /// The networks of the log do not make its samples.
  case otherSamples
  /// Training again does not give the curves of the log.
  case otherCurves
  /// The images are in colour.
  case colour

  /// What was found and what to do.
  package var description: String {
    switch self {
    case .noNetwork(let name):
      "the log does not describe the network \(name): save it with `lab.save(…, taking: …)` in the notebook, and run that again"
    case .misfit(let network, let layer, let error):
      "the layer \(layer) of the network \(network) cannot be part of a page: \(error)"
    case .noDecoder:
      "no network decodes pictures from codes: explore a notebook that saves a decoder or a generator"
    case .otherSamples:
      "the samples of the log cannot be drawn again from the stream `samples` by the network that it saved: "
        + "explore another notebook"
    case .otherCurves:
      "its curves cannot be learned again to the same bits: the notebook trains them otherwise than `CurveTraining` of the module "
        + "Exploration does, or the log is of an earlier version: then run the notebook again"
    case .colour: "a page shows grey pictures, and these are in colour: explore another run"
    }
  }
}
