import Digits
import Layers
import Notebooks
import Tensors

//: # A network with a shortcut
//:
//: What a convolution finds is added to what it was given.

struct Residual: Notebook {
  static let name = "residual"
  static let title = "A network with a shortcut"
  static let summary = "A classifier whose layers add to what they are given"
  static let minutes = Minutes(smoke: 0.02, standard: 0.2, article: 0.2)
  static let sourcePath = #filePath

  @Setting("epochs, passes over the training digits", in: 1...100)
  var epochs = 2
  @Setting("training digits, from the first on", smoke: 2000, in: 100...60_000)
  var trainingDigits = 20_000
}

final class ResidualBlock: Network {
  let first, second: Convolution2D

  init(_ channels: Int, using seeds: inout Seeds) {
    first = Convolution2D(channels, channels, size: 3, .relu, using: &seeds)
    second = Convolution2D(channels, channels, size: 3, using: &seeds)
  }

  /// [n, height, width, channels], and the same again.
  func callAsFunction(_ maps: Tensor) -> Tensor { (maps + second(first(maps))).activated(.relu) }
}

final class ShortcutClassifier: Network {
  let stem: Sequential
  let block: ResidualBlock
  let head: Sequential

  init(_ shape: ImageShape, classes: Int, using seeds: inout Seeds) {
    stem = Sequential(
      Reshape([shape.height, shape.width, shape.channels]),
      Convolution2D(shape.channels, 8, size: 3, .relu, using: &seeds), MaxPooling2D())
    block = ResidualBlock(8, using: &seeds)
    head = Sequential(
      MaxPooling2D(), Flatten(),
      Dense(shape.height / 4 * (shape.width / 4) * 8, classes, using: &seeds))
  }

  func callAsFunction(_ images: Tensor) -> Tensor { head(block(stem(images))) }
}

extension Residual {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...256, images: .sides(multipleOf: 4))
    var seeds = Seeds(lab.stream("weights"))
    let classifier = ShortcutClassifier(digits.shape, classes: digits.classes, using: &seeds)
    let adam = Adam(for: classifier, learningRate: 2e-3)

    try lab.train(
      adam, on: digits.train.prefix(trainingDigits), batchSize: 100, epochs: epochs
    ) { batch in
      let loss = softmaxCrossEntropyLoss(
        logits: classifier(batch.images),
        expected: .oneHot(batch.labels, classes: digits.classes), reduction: .mean)
      try adam.minimize(loss)
      return ["loss": loss.scalar]
    } afterEpoch: { epoch in
      let logits = digits.test.tensor.mapRows { classifier($0) }
      lab.log("accuracy", accuracy(logits: logits, labels: digits.test.labels), step: epoch)
    }

    lab.metric("accuracy", unit: "share", "Test digits that are read right", better: .more)
    lab.claim("Nine of ten digits are read right", "accuracy", .atLeast(0.9))
    lab.save(classifier, as: "classifier", taking: ["pictures": [digits.shape.size]]) {
      ["logits": classifier($0[0])]
    }
  }
}
