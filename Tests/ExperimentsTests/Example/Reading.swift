import Digits
import Layers
import Notebooks
import Tensors

//: # Reading digits
//:
//: A small convolutional network learns which digit a picture shows.

struct Reading: Notebook {
  static let name = "reading"
  static let title = "Reading digits"
  static let summary = "A convolutional classifier"
  static let minutes = Minutes(smoke: 0.02, standard: 0.2, article: 0.2)
  static let sourcePath = #filePath

  @Setting("epochs, passes over the training digits", in: 1...100)
  var epochs = 2
  @Setting("training digits, from the first on", smoke: 10_000, in: 100...60_000)
  var trainingDigits = 20_000
}

//: Two convolutions, each followed by max-pooling, and a dense layer that gives a logit for every label.

final class Classifier: Network {
  let layers: Sequential

  init(_ shape: ImageShape, classes: Int, using seeds: inout Seeds) {
    let (height, width) = (shape.height, shape.width)
    layers = Sequential(
      Reshape([height, width, shape.channels]),
      Convolution2D(shape.channels, 16, size: 3, .relu, using: &seeds), MaxPooling2D(),
      Convolution2D(16, 32, size: 3, .relu, using: &seeds), MaxPooling2D(), Flatten(),
      Dense(height / 4 * (width / 4) * 32, classes, using: &seeds))
  }

  func callAsFunction(_ images: Tensor) -> Tensor { layers(images) }
}

extension Reading {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: .sides(multipleOf: 4))
    var seeds = Seeds(lab.stream("weights"))
    let classifier = Classifier(digits.shape, classes: digits.classes, using: &seeds)
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

    //: The share of the test digits that it reads right, after each epoch:

    lab.plot(
      "accuracy", "Test digits that are read right", ["accuracy": "test"], x: "epoch",
      y: PlotAxis("share", 0...1))
    lab.metric("accuracy", unit: "share", "Test digits that are read right", better: .more)
    lab.claim("Nine of ten digits are read right", "accuracy", .atLeast(0.9))
    lab.save(classifier, as: "classifier", taking: ["pictures": [digits.shape.size]]) {
      ["logits": classifier($0[0])]
    }
  }
}
