import Digits
import Kernels
import Layers
import Tensors

/// A small convolutional reader of labelled pictures, trained by this project on a data set's training part, that
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
  /// The size of the pictures that it reads.
  public let shape: ImageShape

  let network: JudgeNetwork

  /// A judge that has not learned anything yet.
  init(classes: Int, _ shape: ImageShape, using stream: RandomStream = Self.stream) {
    require(classes > 0, "a judge of no classes")
    self.classes = classes
    self.shape = shape
    var seeds = Seeds(stream.child(0))
    network = JudgeNetwork(classes: classes, shape, using: &seeds)
  }

  /// The judge whose tensors hold `values`, as ``values`` gave them; nil if their number is not right.
  public init?(classes: Int, _ shape: ImageShape = .digit, values: [Float]) {
    guard classes > 0 else { return nil }
    self.init(classes: classes, shape)
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

  /// The network, to be saved.
  package var savedNetwork: any Network { network }

  /// Features [n, 64] and logits [n, classes] of images, pixels in [0, 1], [n, height · width · channels].
  package func outputs(of images: Tensor) -> (features: Tensor, logits: Tensor) {
    network(images, .inference)
  }

  /// Parent of the streams that initial weights, orders and dropout are drawn from.
  static let stream = RandomStream(key: 0x6a75_6467_6500_0000)
}

/// Two convolutions with pooling, a layer of features and the logits of the classes.
final class JudgeNetwork: Network {
  let maps: Sequential
  let features, logits: Dense
  private let dropout = Dropout(0.3)
  private let shape: ImageShape

  init(classes: Int, _ shape: ImageShape, using seeds: inout Seeds) {
    self.shape = shape
    // Pooling comes before the activation, which does not change what is greatest, and leaves a quarter to do.
    // No normalisation: with the statistics of sharp digits it misreads blurred ones that anybody can read.
    maps = Sequential(
      Convolution2D(shape.channels, 16, size: 5, initializer: .heUniform, using: &seeds),
      MaxPooling2D(),
      Activate(.relu),
      Convolution2D(16, 32, size: 3, initializer: .heUniform, using: &seeds), MaxPooling2D(),
      Activate(.relu), Flatten())
    // Leaky, so that no feature dies: the Fréchet distance divides by each one's variance.
    features = Dense(
      Self.quarter(shape.height) * Self.quarter(shape.width) * 32, Judge.featureCount,
      .leakyReLU(slope: 0.1), using: &seeds)
    logits = Dense(Judge.featureCount, classes, using: &seeds)
  }

  /// Rows or columns after both poolings, each of which takes what is left over at the edge for a whole window.
  private static func quarter(_ side: Int) -> Int { ((side + 1) / 2 + 1) / 2 }

  /// Features [n, 64] and logits [n, classes] of images [n, height · width · channels] with pixels in [0, 1].
  func callAsFunction(_ images: Tensor, _ phase: Phase) -> (features: Tensor, logits: Tensor) {
    let pixels = images.reshaped([images.shape[0], shape.height, shape.width, shape.channels])
    let features = self.features(dropout(maps(pixels, phase.child(0)), phase.child(1)))
    return (features, logits(features))
  }
}
