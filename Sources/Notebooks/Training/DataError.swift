import Digits
import Records

/// A data set that a notebook cannot work with, found before it trains.
public struct DataError: Error, Equatable, CustomStringConvertible {
  /// What needs something of the data.
  let purpose: String
  /// What it needs.
  let need: String
  /// What there is.
  let found: String
  /// What the reader can do about it.
  let remedy: String

  /// The whole message.
  public var description: String { "\(purpose) takes \(need), but there \(found). \(remedy)" }
}

extension DigitSet {
  /// Makes sure that there are as many digits as a training step takes.
  ///
  /// - Parameters:
  ///   - batchSize: digits in a step.
  ///   - purpose: what is trained, where the size of its batches is no setting.
  public func check(batchesOf batchSize: Int, for purpose: String? = nil) throws(DataError) {
    if batchSize <= count { return }
    throw DataError(
      purpose: purpose ?? "training", need: "\(batchSize) digits in a step",
      found: count == 1 ? "is only one" : "are only \(count)",
      remedy: purpose == nil
        ? "Set a smaller batch, or train on \(batchSize) digits at least."
        : "Choose a data set with at least \(batchSize) training digits.")
  }
}

extension DigitData {
  /// Makes sure that something can be measured: from fewer than two digits there are no differences to compare.
  func check() throws(DataError) {
    for (set, name) in [(train, "training"), (test, "test")] where set.count < 2 {
      throw DataError(
        purpose: "measuring", need: "two \(name) digits at least", found: "is only \(set.count)",
        remedy: "Choose a data set with more.")
    }
  }
}

extension Lab {
  /// The digits that the command line chose, if there are enough of them to be measured and labels to be told.
  ///
  /// - Parameter limits: how many labels the training digits may have.
  /// - Throws: `DataError`; what reading the data set throws.
  public func digits(labels limits: ClosedRange<Int>) throws -> DigitData {
    let digits = try digits()
    let count = digits.distinctLabels.count
    guard limits ~= count else {
      throw DataError(
        purpose: "\(record.identity.notebook), which shows every label by itself,",
        need: "digits of \(limits.lowerBound) to \(limits.upperBound) labels",
        found: count == 1 ? "is only one" : "are \(count)",
        remedy: "Choose another data set.")
    }
    return digits
  }
}
