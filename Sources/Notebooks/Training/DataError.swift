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

extension DataError {
  /// A notebook asks for a data set that it has not declared.
  package init(undeclared domain: String) {
    self.init(
      purpose: "the notebook", need: "the data set \(domain) besides the chosen one",
      found: "is no such domain among those that it declares",
      remedy: "Name it in `domains(besides:)`.")
  }
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
