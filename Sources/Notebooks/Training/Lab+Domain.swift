import Digits
import Records

extension Lab {
  /// A data set besides the one that the command line chose, such as the other side of a translation.
  ///
  /// Its digest stands in the log and in `metrics.json` under its name. The lab's ``imageShape`` stays that of the chosen
  /// data.
  ///
  /// - Parameters:
  ///   - domain: `strokes`, `mnist` or the path of a folder, one of the notebook's `domains(besides:)`.
  ///   - need: what sizes the notebook takes.
  /// - Throws: what reading the data set throws; `DataError` where the notebook has not declared it, or cannot take its
  ///   images; `RecordingError` where the notebook has made a mistake before.
  public func domain(_ domain: String, images need: ImageNeed = .digits) throws -> DigitData {
    try throwMistake()
    let data = try loadDomain(domain)
    try data.check()
    try data.check(labels: 0...256, images: need, for: record.identity.notebook)
    return data
  }
}
