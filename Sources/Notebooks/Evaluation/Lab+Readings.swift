import Evaluation
import Records
import Tensors

extension Lab {
  /// Lets the judge read several kinds of pictures whose labels are known, such as a translation, what it was made from
  /// and its way back: one table, and for each kind the metrics `<name>/<kind>/agreement`, the share that is read as
  /// its label, and `<name>/<kind>/frechet-distance`.
  ///
  /// - Parameters:
  ///   - name: The group of the metrics.
  ///   - caption: What the table shows, as Markdown.
  ///   - kinds: The pictures of every kind, pixels in [0, 1], [n, height · width · channels] with n > 1. A kind's name
  ///     stands in the table, and with `-` for spaces in the metrics' names.
  ///   - labels: What all of them show, [n].
  ///   - yardstick: The judge, and the test digits that Fréchet distances are from.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func readings(
    _ name: String, _ caption: String, of kinds: KeyValuePairs<String, Tensor>, labels: [UInt8],
    by yardstick: Yardstick, line: Int = #line, file: String = #fileID
  ) {
    var rows: [[any ScalarRepresentable]] = []
    for (kind, pictures) in kinds {
      let agreement = LabelAgreement(
        read: yardstick.judge.reading(of: pictures).labels, expected: labels
      ).overall
      let distance = yardstick.frechetDistance(of: pictures)
      let folder = "\(name)/\(kind.replacing(" ", with: "-"))"
      add(
        result: "\(folder)/agreement", .double(agreement), "share",
        "Share of pictures that the judge reads as their label: \(kind)", line, file,
        isTabled: true, better: .more)
      add(
        result: "\(folder)/frechet-distance", .double(distance), "",
        "Whitened Fréchet distance from test digits: \(kind)", line, file, isTabled: true,
        better: .less)
      rows.append([kind, (100 * agreement).short, distance.short])
    }
    table(
      caption, columns: ["pictures", "read right, %", "Fréchet distance"], rows: rows, line: line,
      file: file)
  }
}
