import Digits
import Notebooks
import Tensors

/// Pictures of 12 × 12 pixels with a bar: upright ones have the label 0, level ones the label 1.
func bars(_ count: Int, from start: Int) -> DigitSet {
  let shape = ImageShape(height: 12, width: 12)
  var images: [UInt8] = []
  var labels: [UInt8] = []
  for index in start..<start + count {
    let isLevel = index.isMultiple(of: 2)
    let place = 1 + index / 2 % 10
    for row in 0..<shape.height {
      for column in 0..<shape.width {
        let isInk = (isLevel ? row : column) == place
        images.append(isInk ? 255 : UInt8(index * (row + 3 * column) % 40))
      }
    }
    labels.append(isLevel ? 1 : 0)
  }
  return DigitSet(images: images, labels: labels, shape: shape)
}

func writeBars(to folder: String) throws {
  let data = DigitData(name: "bars", train: bars(600, from: 0), test: bars(200, from: 600))
  try data.export(to: folder)
}

//: # The nearest mean
//:
//: The plainest classifier there is: a picture gets the label whose mean picture is nearest.

struct NearestMean: Notebook {
  static let name = "nearest-mean"
  static let title = "The nearest mean"
  static let summary = "The plainest classifier there is"
  static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
  static let sourcePath = #filePath

  func run(in lab: Lab) throws {
    let data = try lab.digits(labels: 2...20, images: .any)
    let size = data.shape.size
    var means = [[Float]](repeating: [], count: data.classes)
    for label in data.distinctLabels {
      let pictures = data.train.first(data.train.count, of: label)
      means[Int(label)] = (0..<size).map { pixel in
        let sum = stride(from: pixel, to: pictures.images.count, by: size)
          .reduce(0) { $0 + Int(pictures.images[$1]) }
        return Float(sum) / Float(pictures.count) / 255
      }
    }

    let shown = data.distinctLabels.flatMap { means[Int($0)] }
    lab.images(
      "means", "The mean picture of each label",
      rows: ["mean": Tensor([data.distinctLabels.count, size], shown)], isCover: true)

    var right = 0
    for index in 0..<data.test.count {
      let picture = data.test.images[index * size..<(index + 1) * size].map { Float($0) / 255 }
      let nearest = data.distinctLabels.min { one, other in
        distance(picture, means[Int(one)]) < distance(picture, means[Int(other)])
      }
      if nearest == data.test.labels[index] { right += 1 }
    }
    lab.metric(
      "accuracy", Double(right) / Double(data.test.count), unit: "share",
      "Test pictures whose label is found", better: .more)
    lab.claim("Most labels are found", "accuracy", .above(0.5))
  }

  /// The squared distance.
  private func distance(_ one: [Float], _ other: [Float]) -> Float {
    zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
