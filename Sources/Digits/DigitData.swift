import Hashing

/// A data set: digits to train on, digits to test on.
public struct DigitData: Sendable, Equatable {
  /// `strokes`, `mnist` or the name of the folder, fit to name a folder of results.
  public let name: String
  /// The digits to train on.
  public let train: DigitSet
  /// The digits to test on.
  public let test: DigitSet
  /// SHA-256, in hexadecimal, of the four files as raw IDX (unpacked, with headers), one after the
  /// other: training images, training labels, test images, test labels. Each header gives the length
  /// of its file, so no two data sets share a form. Name and styles are left out.
  public let sha256: String

  /// One more than the highest label in either set: 10 for digits, more for letters. The width of a one-hot row.
  public var classes: Int { max(train.classes, test.classes) }

  /// The labels that there are training digits of, ascending: what can be learned. Letters may leave out 0.
  public var distinctLabels: [UInt8] {
    var isThere = [Bool](repeating: false, count: 256)
    for label in train.labels { isThere[Int(label)] = true }
    return (0...255).filter { isThere[Int($0)] }
  }

  /// As many labels as `wanted` has, each as it is where there are training digits of it and another one elsewhere.
  public func labels(preferring wanted: [UInt8]) -> [UInt8] {
    let labels = distinctLabels
    return wanted.map { labels.contains($0) ? $0 : labels[Int($0) % labels.count] }
  }

  /// Joins two sets under a name and takes their hash.
  public init(name: String, train: DigitSet, test: DigitSet) {
    self.name = name
    self.train = train
    self.test = test
    var hash = SHA256()
    for file in DigitFile.allCases {
      let content = file.of(train: train, test: test)
      hash.update(content.header)
      hash.update(content.elements)
    }
    sha256 = hash.finalize().hexadecimal
  }

  /// The same digits under another name.
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
