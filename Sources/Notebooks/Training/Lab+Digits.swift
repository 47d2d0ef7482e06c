import Digits

extension Lab {
  /// The images that the command line chose, read or drawn at the first call, if the notebook can work with them.
  ///
  /// At the smoke profile take a prefix: the sets always come whole.
  ///
  /// - Parameters:
  ///   - limits: how many labels the training images may have; 0 is that of images without labels, which nothing can
  ///     be asked of that needs a judge.
  ///   - need: what sizes the notebook takes.
  /// - Throws: What reading the data set throws; `DataError` where it has too few images to measure anything, other
  ///   images or other labels than the notebook takes; `RecordingError` where the notebook has made a mistake before.
  public func digits(
    labels limits: ClosedRange<Int> = 1...256, images need: ImageNeed = .digits
  ) throws -> DigitData {
    try throwMistake()
    let digits = try loadDigits()
    try digits.check()
    try digits.check(labels: limits, images: need, for: record.identity.notebook)
    record.dataSHA256 = digits.sha256
    imageShape = digits.shape
    return digits
  }
}

extension DigitData {
  /// The shortest side of a picture of which a judge has something left after halving it twice.
  private static let shortestSide = 4

  /// Makes sure that something can be measured: from fewer than two images there are no differences to compare, and the
  /// judge halves a picture twice.
  func check() throws(DataError) {
    for (set, name) in [(train, "training"), (test, "test")] where set.count < 2 {
      throw DataError(
        purpose: "measuring", need: "two \(name) digits at least", found: "is only \(set.count)",
        remedy: "Choose a data set with more.")
    }
    if min(shape.height, shape.width) < Self.shortestSide {
      throw DataError(
        purpose: "measuring", need: "images of \(Self.shortestSide)×\(Self.shortestSide) at least",
        found: "are images of \(shape)", remedy: "Choose a data set with larger ones.")
    }
  }

  /// Makes sure that a notebook can work with these images.
  func check(
    labels limits: ClosedRange<Int>, images need: ImageNeed, for notebook: String
  ) throws(DataError) {
    let remedy = "Choose another data set."
    guard need.isMet(by: shape) else {
      throw DataError(
        purpose: notebook, need: need.words, found: "are images of \(shape)", remedy: remedy)
    }
    let count = distinctLabels.count
    if limits ~= count { return }
    if count == 0 {
      throw DataError(
        purpose: notebook, need: "labelled images", found: "are no labels", remedy: remedy)
    }
    throw DataError(
      purpose: "\(notebook), which shows every label by itself,",
      need: "digits of \(limits.lowerBound) to \(limits.upperBound) labels",
      found: count == 1 ? "is only one" : "are \(count)", remedy: remedy)
  }
}
