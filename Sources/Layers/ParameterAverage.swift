import Kernels
import Tensors

/// An average of a network's parameters over the steps of its training, kept in a network of its own.
///
/// Adversaries circle around the point where both would rest. The mean of a circle is its middle: pictures of
/// averaged parameters are better and change less from step to step (Yazıcı and others, 2019). Training
/// itself does not see the average.
public final class ParameterAverage<Model: Network>: TrainingState {
  /// A network with the averages for parameters.
  public let network: Model
  /// The averages and what they are of, tensor by tensor.
  private let pairs: [(average: Parameter, value: Parameter)]
  private let share: Float
  private var steps = 0

  /// Starts an average.
  ///
  /// - Parameters:
  ///   - source: the network that is trained.
  ///   - network: another one of the same layers; its values are lost.
  ///   - share: how much of the average stays at each step, from 0 to less than 1. Steps that are 1 / (1 - share)
  ///     or longer ago hardly count any more; with 0 the average is the network as it is.
  public init(of source: Model, in network: Model, share: Float) {
    let averages = network.variables.map(\.parameter), values = source.variables.map(\.parameter)
    require(
      averages.count == values.count,
      "an average of \(values.count) tensors in a network of \(averages.count)")
    pairs = zip(averages, values).map { ($0, $1) }
    self.network = network
    self.share = share
    copy()
  }

  /// Takes the network's parameters in: to be called after each of its steps.
  ///
  /// At first every step counts alike, so that the values before training are forgotten at once.
  public func update() {
    ChangeLog.note(self)
    steps += 1
    let part = max(1 - share, 1 / Float(steps))
    if part == 1 { return copy() }
    for (average, value) in pairs {
      average.assign(average.value + part * (value.value - average.value))
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
