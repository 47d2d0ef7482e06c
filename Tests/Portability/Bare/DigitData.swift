// Without SHA-256 and files, this stands in for Sources/Digits/DigitData.swift.

/// A data set: digits to train on, digits to test on.
public struct DigitData {
  init(name: String, train: DigitSet, test: DigitSet) {}
}
