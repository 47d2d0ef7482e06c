import ArgumentParser

/// A whole number that an option takes, with its limits.
///
/// Options of numbers are parsed as `.unconditional`, so that `--seed -1` is a wrong number and not a missing
/// one.
struct NumberOption<Value: FixedWidthInteger & Sendable>: Sendable {
  let limits: ClosedRange<Value>

  /// The value of a word of the command line.
  ///
  /// - Throws: `ValidationError` that tells the limits.
  @Sendable func value(of word: String) throws -> Value {
    guard let value = Value(word), limits.contains(value) else {
      throw ValidationError(
        "expected a whole number from \(limits.lowerBound) to \(limits.upperBound)")
    }
    return value
  }
}

extension NumberOption<UInt64> {
  /// A seed; the log keeps it as a signed integer of 64 bits.
  static var seed: Self { NumberOption(limits: 0...UInt64(Int64.max)) }
}

extension NumberOption<Int> {
  /// A count of threads.
  static var threads: Self { NumberOption(limits: 1...1024) }
}
