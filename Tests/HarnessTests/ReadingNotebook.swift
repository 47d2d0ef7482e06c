import Digits
import Kernels
import Layers
import Tensors

@testable import Notebooks
@testable import Records

//: # Readers
//:
//: A notebook for the tests of data.

/// Does with the images that the command line chose what notebooks do: trains a tiny conditional network, takes
/// batches, shows every label, transfers styles and asks the judge. Of images without labels it does what needs none.
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

    init(size: Int, classes: Int, using seeds: inout Seeds) {
      self.classes = classes
      code = Dense(size + classes, 2, using: &seeds)
      picture = Dense(2 + classes, size, .sigmoid, using: &seeds)
    }

    func codes(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      code(told(images, labels))
    }

    func images(_ codes: Tensor, _ labels: [UInt8]) -> Tensor {
      picture(told(codes, labels))
    }

    private func told(_ rows: Tensor, _ labels: [UInt8]) -> Tensor {
      classes == 0 ? rows : rows.concatenated(with: .oneHot(labels, classes: classes))
    }
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 0...64, images: .any)
    let train = digits.train.prefix(trainingDigits)
    try train.check(batchesOf: batchSize)
    var seeds = Seeds(lab.stream("weights"))
    let model = Model(size: digits.shape.size, classes: digits.classes, using: &seeds)
    let adam = Adam(for: model, learningRate: 0.01)
    try lab.train(on: train, batchSize: batchSize, epochs: 1, saving: [model, adam]) { batch in
      let pictures = model.images(model.codes(batch.images, batch.labels), batch.labels)
      let loss = squaredErrorLoss(predicted: pictures, expected: batch.images, reduction: .mean)
      try adam.minimize(loss)
      return ["loss": loss.scalar]
    } afterEpoch: { epoch in
      lab.labelManifolds(
        of: digits.distinctLabels, dimensions: 2, step: epoch, decode: model.images)
    }
    let batches = try BatchSource(train.suffix(10), batchSize: 1, using: lab.stream("other order"))
    lab.record(
      (0..<12).flatMap { _ in batches.next().images.greyLevels }, at: "batches/images",
      shape: [12] + digits.shape.dimensions, description: "Twelve batches [batch, row, column]")
    lab.figure(
      "batches", caption: "Batches", .digits("batches/images", columns: 6))
    if digits.isLabelled {
      try showLabels(of: digits, model, in: lab)
    } else {
      let samples = model.images(.normal([40, 2], using: lab.stream("samples")), [])
      lab.samples(samples.greyLevels)
      lab.figure(
        "samples", caption: "Samples", .digits("samples/images", columns: 8))
      lab.interpolation(
        caption: "Ways", from: .normal([2, 2], using: lab.stream("starts")),
        to: .normal([2, 2], using: lab.stream("ends"))
      ) { model.images($0, []) }
    }
  }

  private func showLabels(of digits: DigitData, _ model: Model, in lab: Lab) throws {
    let labels = digits.distinctLabels
    let test = digits.test.prefix(trainingDigits)
    lab.figure(
      "manifolds", caption: "Planes",
      .labelPanels(labels) { .image(.last("manifold/label-\($0)"), scale: 1) })
    let style = StyleModel(encode: model.codes, decode: model.images)
    lab.transfer(by: style, of: test, to: labels)
    if labels.count > 1 {
      lab.measureTransfer(by: style, of: test, to: labels, judge: try lab.judge(for: digits))
      lab.claim("They are read", "transfer/agreement", .atLeast(0))
    }
    let asked = (0..<40).map { labels[$0 % labels.count] }
    let samples = model.images(.normal([40, 2], using: lab.stream("samples")), asked)
    lab.samples(samples.greyLevels, labels: asked)
    let quality = try lab.evaluate(samples: samples, labels: asked, against: digits)
    lab.table(
      "Labels", columns: labels.map { "\($0)" },
      rows: [labels.map { quality.histogram.counts[Int($0)] }])
  }
}
