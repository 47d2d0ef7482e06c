import Hashing
import Kernels

/// A data set: images to train on, images of the same size to test on. Both parts have labels, or neither has.
public struct DigitData: Sendable, Equatable {
  /// `strokes`, `mnist` or the name of the folder, fit to name a folder of results.
  public let name: String
  /// The images to train on.
  public let train: DigitSet
  /// The images to test on.
  public let test: DigitSet
  /// SHA-256, in hexadecimal, of the four files as raw IDX (unpacked, with headers), one after the
  /// other: training images, training labels, test images, test labels; labels that there are not are left out. Each
  /// header gives the length and the rank of its file, so no two data sets share a form. Name and styles are left out.
  public let sha256: String

  /// The size of every image of both parts.
  public var shape: ImageShape { train.shape }
  /// Whether the images have labels.
  public var isLabelled: Bool { train.isLabelled }

  /// One more than the highest label in either set: 10 for digits, more for letters, 0 without labels. The width of a
  /// one-hot row.
  public var classes: Int { max(train.classes, test.classes) }

  /// The labels that there are training images of, ascending: what can be learned. Letters may leave out 0.
  public var distinctLabels: [UInt8] {
    var isThere = [Bool](repeating: false, count: 256)
    for label in train.labels { isThere[Int(label)] = true }
    return (0...255).filter { isThere[Int($0)] }
  }

  /// As many labels as `wanted` has, each as it is where there are training images of it and another one elsewhere. The
  /// set has labels.
  public func labels(preferring wanted: [UInt8]) -> [UInt8] {
    let labels = distinctLabels
    require(!labels.isEmpty, "labels of \(name), which has none")
    return wanted.map { labels.contains($0) ? $0 : labels[Int($0) % labels.count] }
  }

  /// Joins two sets, which agree in the size of their images and in having labels, under a name and takes their hash.
  public init(name: String, train: DigitSet, test: DigitSet) {
    require(
      train.shape == test.shape, "training images of \(train.shape), test images of \(test.shape)")
    require(
      train.isLabelled == test.isLabelled || train.count == 0 || test.count == 0,
      "labels of the training images or of the test images alone")
    self.name = name
    self.train = train
    self.test = test
    var hash = SHA256()
    for file in DigitFile.allCases {
      guard let content = file.of(train: train, test: test) else { continue }
      hash.update(content.header)
      hash.update(content.elements)
    }
    sha256 = hash.finalize().hexadecimal
  }

  /// The same images under another name.
  public func renamed(_ name: String) -> DigitData {
    DigitData(name: name, train: train, test: test, sha256: sha256)
  }

  private init(name: String, train: DigitSet, test: DigitSet, sha256: String) {
    self.name = name
    self.train = train
    self.test = test
    self.sha256 = sha256
  }
}
