import Digits
import Kernels
import Layers
import Tensors

/// How much latent codes tell of the labels: the share of codes whose label a small classifier reads right that has learned from
/// others.
///
/// The classifier has a hidden layer of 64 neurons (ReLU) and is trained by softmax cross-entropy with Adam, 10 epochs in batches of
/// 200 at a rate that falls linearly from 0.01. Its random numbers are the same for all.
public struct CodeReader: Sendable, Equatable {
  /// The share of the tested codes that are read right.
  public let share: Double

  private static let (epochs, batchSize, hidden) = (10, 200, 64)
  private static let learningRate: Float = 0.01
  /// Parent of the streams of weights and orders.
  private static let stream = RandomStream(key: 0x636f_6465_7265_6164)

  /// Trains and tests a classifier.
  ///
  /// - Parameters:
  ///   - codes: to learn from, [n, dimensions].
  ///   - labels: theirs, [n].
  ///   - tested: codes to be read, [m, dimensions].
  ///   - testedLabels: theirs, [m].
  ///   - classes: the number of labels, each less than it.
  /// - Throws: `NonFiniteError` if training breaks down.
  public init(
    of codes: Tensor, _ labels: [UInt8], tested: Tensor, _ testedLabels: [UInt8], classes: Int
  ) throws(NonFiniteError) {
    var seeds = Seeds(Self.stream.child(0))
    let network = Sequential(
      Dense(codes.shape[1], Self.hidden, .relu, using: &seeds),
      Dense(Self.hidden, classes, using: &seeds))
    let reader = Reader(network)
    let adam = Adam(for: reader, learningRate: Self.learningRate)
    let batchSize = min(Self.batchSize, labels.count)
    let steps = Self.epochs * (labels.count / batchSize)
    var done = 0
    for epoch in 0..<Self.epochs {
      let permutation = Self.stream.child(1).at(step: UInt64(epoch)).permutation(labels.count)
      for indices in BatchOrder(permutation: permutation, batchSize: batchSize) {
        adam.learningRate = Self.learningRate * Float(steps - done) / Float(steps)
        let expected = Tensor.oneHot(indices.map { labels[Int($0)] }, classes: classes)
        try adam.minimize(
          softmaxCrossEntropyLoss(
            logits: network(codes.rows(at: indices), .inference), expected: expected,
            reduction: .mean))
        done += 1
      }
    }
    let logits = tested.mapRows { network($0, .inference) }.values
    let right = testedLabels.indices.count { row in
      let part = logits[row * classes..<(row + 1) * classes]
      return part.firstIndex(of: part.max() ?? 0) == row * classes + Int(testedLabels[row])
    }
    share = Double(right) / Double(max(1, testedLabels.count))
  }

  private final class Reader: Network {
    let layers: Sequential
    init(_ layers: Sequential) { self.layers = layers }
  }
}
