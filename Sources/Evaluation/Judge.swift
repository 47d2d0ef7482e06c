import Digits
import Kernels
import Layers
import Tensors

/// A small convolutional reader of digits, trained by this project on a data set's training part, that
/// measures what generative models draw. It is never part of a loss.
///
/// It is a function of the data set, the schedule and the version alone: its random streams have a seed of
/// their own, so every notebook of every seed is judged by the same judge.
public struct Judge {
  /// Changes with the network, the schedules or the seed. A stored judge of another version is worthless.
  public static let version = 2
  /// Neurons in the last hidden layer: what the Fréchet distance compares.
  public static let featureCount = 64
  /// The labels that the judge tells apart.
  public let classes: Int

  let network: JudgeNetwork

  /// A judge that has not learned anything yet.
  init(classes: Int) {
    require(classes > 0, "a judge of no classes")
    self.classes = classes
    var seeds = Seeds(Self.stream.child(0))
    network = JudgeNetwork(classes: classes, using: &seeds)
  }

  /// The judge whose tensors hold `values`, as ``values`` gave them; nil if their number is not right.
  public init?(classes: Int, values: [Float]) {
    guard classes > 0 else { return nil }
    self.init(classes: classes)
    let parameters = network.variables.map(\.parameter)
    guard values.count == parameters.reduce(0, { $0 + $1.value.count }) else { return nil }
    var start = 0
    for parameter in parameters {
      let count = parameter.value.count
      parameter.assign(Tensor(parameter.value.shape, Array(values[start..<start + count])))
      start += count
    }
  }

  /// All that the network keeps, layer after layer.
  public var values: [Float] { network.variables.flatMap(\.parameter.value.values) }

  /// Parent of the streams that initial weights, orders and dropout are drawn from.
  static let stream = RandomStream(key: 0x6a75_6467_6500_0000)
}

/// Two convolutions with pooling, a layer of features and the logits of the classes.
final class JudgeNetwork: Network {
  let maps: Sequential
  let features, logits: Dense
  private let dropout = Dropout(0.3)

  init(classes: Int, using seeds: inout Seeds) {
    // Pooling comes before the activation, which does not change what is greatest, and leaves a quarter to do.
    // No normalisation: with the statistics of sharp digits it misreads blurred ones that anybody can read.
    maps = Sequential(
      Convolution2D(1, 16, size: 5, initializer: .heUniform, using: &seeds), MaxPooling2D(),
      Activate(.relu),
      Convolution2D(16, 32, size: 3, initializer: .heUniform, using: &seeds), MaxPooling2D(),
      Activate(.relu), Flatten())
    // Leaky, so that no feature dies: the Fréchet distance divides by each one's variance.
    features = Dense(
      7 * 7 * 32, Judge.featureCount, .leakyReLU(slope: 0.1), using: &seeds)
    logits = Dense(Judge.featureCount, classes, using: &seeds)
  }

  /// Features [n, 64] and logits [n, classes] of images [n, 784] with pixels in [0, 1].
  func callAsFunction(_ images: Tensor, _ phase: Phase) -> (features: Tensor, logits: Tensor) {
    let pixels = images.reshaped([images.shape[0], 28, 28, 1])
    let features = self.features(dropout(maps(pixels, phase.child(0)), phase.child(1)))
    return (features, logits(features))
  }
}
