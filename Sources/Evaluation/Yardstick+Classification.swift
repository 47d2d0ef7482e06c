import Digits
import Layers
import Tensors

extension Yardstick {
  /// How well a reader that has seen nothing but samples reads test digits: the share that it reads right, from 0 to 1, the
  /// classification accuracy score of Ravuri and Vinyals (2019).
  ///
  /// It is built as the judge is, and trained on the samples by a schedule and a stream of its own, so that it is a
  /// function of the samples and the test digits alone.
  ///
  /// - Parameter samples: with what they were drawn for as labels; at most as many as the extent says are learned.
  /// - Throws: `NonFiniteError` if a loss or gradient becomes infinite or NaN.
  public func classificationAccuracy(of samples: DigitSet) throws(NonFiniteError) -> Double {
    let digits = samples.prefix(extent.pictures)
    let training = JudgeTraining(
      on: digits, classes: max(judgeClasses, digits.classes), extent.reader,
      using: Judge.stream.child(3))
    while training.stepsDone < training.steps { _ = try training.step() }
    let read = training.judge.reading(of: readDigits, in: 0..<readDigits.count).labels
    return LabelAgreement(read: read, expected: readDigits.labels).overall
  }
}
