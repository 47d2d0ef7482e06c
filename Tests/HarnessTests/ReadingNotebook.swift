import Digits
import Kernels
import Layers
import Tensors

@testable import Notebooks
@testable import Records

//: # Readers
//:
//: A notebook for the tests of data.

/// Does with the digits that the command line chose what notebooks do: trains a tiny conditional network, takes
/// batches, shows every label, transfers styles and asks the judge.
struct Reads: Notebook {
  static let name = "reads"
  static let title = "Readers"
  static let summary = "What notebooks do with digits"
  static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
  static let sourcePath = #filePath

  @Setting("digits in a training step", in: 1...1000) var batchSize = 3
  @Setting("training digits, from the first on", in: 1...1000) var trainingDigits = 20

  final class Model: Network {
    let code, picture: Dense
    private let classes: Int

    init(classes: Int, using seeds: inout Seeds) {
      self.classes = classes
      code = Dense(784 + classes, 2, using: &seeds)
      picture = Dense(2 + classes, 784, .sigmoid, using: &seeds)
    }

    func codes(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      code(images.concatenated(with: .oneHot(labels, classes: classes)))
    }

    func images(_ codes: Tensor, _ labels: [UInt8]) -> Tensor {
      picture(codes.concatenated(with: .oneHot(labels, classes: classes)))
    }
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64)
    let labels = digits.distinctLabels, train = digits.train.prefix(trainingDigits)
    let test = digits.test.prefix(trainingDigits)
    try train.check(batchesOf: batchSize)
    var seeds = Seeds(lab.stream("weights"))
    let model = Model(classes: digits.classes, using: &seeds)
    let adam = Adam(for: model, learningRate: 0.01)
    try lab.train(on: train, batchSize: batchSize, epochs: 1, saving: [model, adam]) { batch in
      let pictures = model.images(model.codes(batch.images, batch.labels), batch.labels)
      let loss = squaredErrorLoss(predicted: pictures, expected: batch.images, reduction: .mean)
      try adam.minimize(loss)
      return ["loss": loss.scalar]
    } afterEpoch: { epoch in
      lab.labelManifolds(of: labels, dimensions: 2, step: epoch, decode: model.images)
    }
    let batches = try BatchSource(train.suffix(10), batchSize: 1, using: lab.stream("other order"))
    lab.record(
      (0..<12).flatMap { _ in batches.next().images.greyLevels }, at: "batches/images",
      shape: [12, 28, 28], description: "Twelve batches [batch, row, column]")
    lab.figure(
      "manifolds", caption: "Planes",
      .labelPanels(labels) { .image(.last("manifold/label-\($0)"), scale: 1) })
    let originals = StyleOriginals(from: test, labels: labels)
    let style = StyleModel(encode: model.codes, decode: model.images)
    lab.transfer(originals, by: style, strength: 1, to: labels, at: "transfer/images")
    lab.figure(
      "transfer", caption: originals.words,
      .digits("transfer/images", columns: originals.digits.count))
    let transfer = lab.measureTransfer(
      by: style, strength: 1, of: test, to: labels, judge: try lab.judge(for: digits))
    lab.claim("They are read", transfer.agreement.overall >= 0)
    let asked = (0..<40).map { labels[$0 % labels.count] }
    let samples = model.images(.normal([40, 2], using: lab.stream("samples")), asked)
    let quality = try lab.evaluate(samples: samples, labels: asked, against: digits)
    lab.table(
      "Labels", columns: labels.map { "\($0)" },
      rows: [labels.map { quality.histogram.counts[Int($0)] }])
  }
}
