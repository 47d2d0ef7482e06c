import Platform
import Records
import Statistics

/// `sweep.md`: what the runs of a sweep of one notebook show together.
struct SweepPage {
  let summary: SweepSummary
  /// What each of the summary's pictures shows.
  let captions: [String]

  /// The page as Markdown.
  var markdown: String {
    var parts = ["# \(summary.title): \(counted(summary.seeds.count, "seed"))", introduction]
    if !summary.missing.isEmpty { parts.append(missing) }
    parts += ["## What the seeds do", table(summary.highlights)]
    parts += pictures { $0 == "settings" }
    parts.append(remark)
    if summary.settings.contains(where: { !$0.claims.isEmpty }) {
      parts += ["## Claims", "How many runs each claim of the notebook holds in.", claims]
    }
    parts += section("Curves") { $0.hasPrefix("curve-") }
    parts += section("Runs") { $0.hasPrefix("runs-") }
    parts += [
      "## All metrics",
      "Last values of series are among them.",
      table(Set(summary.settings.flatMap { $0.metrics.keys }).sortedByBytes()),
      "## Made of", runs,
    ]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var introduction: String {
    let varied = summary.varied.map { axis in
      "`\(axis.key)` \(axis.values.map(\.settingText).joined(separator: ", ", last: " and "))"
    }
    let fixed = summary.axes.filter { $0.values.count == 1 }.map {
      "`\($0.key)` = \($0.values[0].settingText)"
    }
    var text = "`\(summary.notebook)` on \(summary.data) at the profile \(summary.profile.rawValue)"
    text += fixed.isEmpty ? "" : " with \(fixed.joined(separator: ", ", last: " and "))"
    text += ", \(summary.seeds.count == 1 ? "seed" : "seeds") \(summary.seeds.listed)"
    text += varied.isEmpty ? "." : ", each with \(varied.joined(separator: ", each with "))."
    return text + " `sweep.json` has every number in full."
  }

  private var missing: String {
    let shown = summary.missing.prefix(20).map { "`\($0)`" }
    let rest = summary.missing.count > 20 ? " and \(summary.missing.count - 20) more" : ""
    return Markdown.alert(
      "WARNING",
      "\(counted(summary.missing.count, "run")) \(summary.missing.count == 1 ? "has" : "have") left no results: "
        + shown.joined(separator: ", ") + rest)
  }

  private var remark: String {
    "The interval is the middle 95 % of the means of \(Bootstrap.samples) samples of as many runs, drawn from the runs with "
      + "replacement. With fewer than eight seeds it is too narrow."
  }

  /// A row for each of the metrics and each setting.
  private func table(_ names: [String]) -> String {
    let isVaried = !summary.varied.isEmpty
    let rows = names.flatMap { name in
      summary.settings.compactMap { row -> [Scalar]? in
        guard let measure = row.metrics[name] else { return nil }
        let unit = measure.unit.isEmpty ? "" : ", \(measure.unit)"
        return [.string("`\(name)`\(unit)")] + (isVaried ? [.string(summary.name(of: row))] : [])
          + [
            .int(Int64(measure.n)), .double(measure.mean),
            measure.standardDeviation.map { .double($0) } ?? .string("–"), .double(measure.median),
            .double(measure.least), .double(measure.greatest),
            .string(measure.interval.map { NumberText.rounded($0) }.joined(separator: " to ")),
          ]
      }
    }
    return Markdown.table(
      columns: ["metric"] + (isVaried ? ["setting"] : [])
        + [
          "n", "mean", "standard deviation", "median", "least", "greatest",
          "95 % interval of the mean",
        ],
      rows: rows)
  }

  private var claims: String {
    var texts: [String] = []
    for claim in summary.settings.flatMap(\.claims) where !texts.contains(claim.text) {
      texts.append(claim.text)
    }
    let isVaried = !summary.varied.isEmpty
    let rows = texts.map { text -> [Scalar] in
      [.string(text)]
        + summary.settings.map { row in
          let claim = row.claims.first { $0.text == text }
          return .string(claim.map { "\($0.holds) of \($0.of)" } ?? "–")
        }
    }
    return Markdown.table(
      columns: ["claim"]
        + summary.settings.map { isVaried ? summary.name(of: $0) : "holds in" }, rows: rows)
  }

  private func section(_ title: String, where isShown: (String) -> Bool) -> [String] {
    let pictures = pictures(where: isShown)
    return pictures.isEmpty ? [] : ["## \(title)"] + pictures
  }

  private func pictures(where isShown: (String) -> Bool) -> [String] {
    zip(summary.pictures, captions).filter { isShown($0.0.name) }.map { picture, caption in
      Markdown.pictures([(picture.files[0], picture.width)], caption: caption)
    }
  }

  /// The digests of the runs' logs, from which all else follows; their `metrics.json` have them, too.
  private var runs: String {
    let lines = summary.settings.flatMap { row in
      zip(row.logSHA256, row.folders).map { "\($0)  \($1)" }
    }
    return Markdown.code(lines, language: "text")
  }
}
