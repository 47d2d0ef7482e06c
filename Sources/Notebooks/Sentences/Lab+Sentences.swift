import Digits

extension Lab {
  /// Reads sentences with semicolons between them, and leaves out those whose digit the data lack, which the report then says.
  ///
  /// - Parameters:
  ///   - text: "a thin seven, leaning right; an upright zero".
  ///   - digits: what there is to learn from.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  /// - Throws: `SentenceError` at the first one that is none.
  public func sentences(
    _ text: String, for digits: DigitData, line: Int = #line, file: String = #fileID
  ) throws(SentenceError) -> [DigitSentence] {
    let all = try DigitSentence.all(in: text), labels = digits.distinctLabels
    for sentence in all where !labels.contains(sentence.digit) {
      note(
        "Not drawn: \"\(sentence.text)\", for no training image has the label \(sentence.digit).",
        line: line, file: file)
    }
    return all.filter { labels.contains($0.digit) }
  }
}
