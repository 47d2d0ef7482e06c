import Kernels
import Tensors

/// An exponential moving average (EMA) of a network's parameters over its training steps, kept in a network of its own.
///
/// The parameters of adversarial networks circle around an equilibrium, and their mean lies nearer to it: samples of the
/// averaged network are better and change less from step to step (Yazıcı and others, 2019). Training itself does
/// not see the average.
public final class ExponentialMovingAverage<Model: Network>: TrainingState {
  /// A network with the averages for parameters.
  public let network: Model
  /// The averages and what they are of, tensor by tensor.
  private let pairs: [(average: Parameter, value: Parameter)]
  private let decay: Float
  private var steps = 0

  /// Starts an average.
  ///
  /// - Parameters:
  ///   - source: the network that is trained.
  ///   - network: another one of the same layers; its values are lost.
  ///   - decay: the weight that the average keeps at each step, from 0 to less than 1. Steps that are 1 / (1 - decay)
  ///     or longer ago hardly count any more; with 0 the average is the network as it is.
  public init(of source: Model, in network: Model, decay: Float) {
    let averages = network.variables.map(\.parameter), values = source.variables.map(\.parameter)
    require(
      averages.count == values.count,
      "an average of \(values.count) tensors in a network of \(averages.count)")
    pairs = zip(averages, values).map { ($0, $1) }
    self.network = network
    self.decay = decay
    copy()
  }

  /// Adds the network's parameters to the average: to be called after each of its steps.
  ///
  /// The decay warms up: the first 1 / (1 − decay) steps count alike, so that the initial values are forgotten at once.
  public func update() {
    ChangeLog.note(self)
    steps += 1
    let weight = max(1 - decay, 1 / Float(steps))
    if weight == 1 { return copy() }
    for (average, value) in pairs {
      average.assign(average.value + weight * (value.value - average.value))
    }
  }

  /// The averages and the number of steps.
  public func exchange(with archive: StateArchive) throws(StateError) {
    try archive.exchange(network)
    try archive.exchange("averaged steps", &steps)
    if !(0...1 << 50 ~= steps) {
      throw StateError(expected: "averaged steps", found: "\(steps)")
    }
  }

  private func copy() {
    for (average, value) in pairs { average.assign(value.value) }
  }
}
