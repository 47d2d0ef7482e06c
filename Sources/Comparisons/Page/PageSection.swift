import Records
import Weaving

/// The part of the page about one notebook.
struct PageSection {
  let notebook: NotebookDifference
  /// The films of all figures of the page.
  let films: PageFilms

  /// The part as HTML.
  var html: String {
    let figures = notebook.figures.compactMap { figure in
      films[figure].map { PageFigure(figure: figure, film: $0).html }
    }
    let heading = HTML.element(
      "h2", "",
      "<code>\(HTML.escaped(notebook.place.path))</code> \(HTML.escaped(notebook.title))")
    let summary = HTML.element("p", "", HTML.escaped(notebook.summary))
    let parts =
      [settings, source, otherClaims, metrics, files, warnings, datasets, log] + figures
    let rest = parts.filter { !$0.isEmpty }.joined(separator: "\n")
    let isGone = notebook.presence == .removed
    let content =
      isGone ? HTML.element("details", "", "<summary>What there was</summary>\n" + rest) : rest
    return HTML.element("section", "", "\(heading)\n\(summary)\n\(content)")
  }

  /// An entry of a list of claims.
  static func claim(_ change: ClaimChange, at place: Place?) -> String {
    let (mark, style) =
      switch change.kind {
      case .broke, .addedFailing: ("✗", "bad")
      case .mended, .addedHolding: ("✓", "good")
      case .removed: ("−", "gone")
      case .otherFigures: ("·", "other")
      }
    let folder = place.map { " <code class=\"quiet\">\(HTML.escaped($0.path))</code>" } ?? ""
    return "<li class=\"\(style)\" data-mark=\"\(mark)\">\(HTML.escaped(change.text))\(folder)"
      + "<small><b>\(ChangeWords.kind(change.kind))</b>"
      + "\(HTML.escaped(ChangeWords.afterKind(change)))</small></li>"
  }

  private var settings: String {
    HTML.table(
      ["setting", "old", "new"],
      notebook.settings.map {
        [
          HTML.escaped($0.name), code(SettingChange.text($0.old)), code(SettingChange.text($0.new)),
        ]
      })
  }

  private func code(_ text: String) -> String { HTML.element("code", "", HTML.escaped(text)) }

  private var source: String { notebook.allSources.map(source).joined() }

  private func source(_ change: SourceChange) -> String {
    let file = change.file.map { "experiments/\($0)" } ?? "The source"
    guard let difference = change.lines else {
      return HTML.element(
        "p", "class=\"quiet\"",
        "\(HTML.escaped(file)) has another text, which is not there on both sides.")
    }
    let lines = difference.hunks.flatMap { hunk in
      ["<span class=\"place\">@@ -\(hunk.oldStart) +\(hunk.newStart) @@</span>"]
        + hunk.lines.map { line in
          let style =
            switch line.kind {
            case .kept: ""
            case .added: " class=\"added\""
            case .removed: " class=\"removed\""
            }
          return "<span\(style)>\(HTML.escaped(line.marked))</span>"
        }
    }
    let isShort = lines.count <= 30
    return HTML.element(
      "details", isShort ? "open" : "",
      "<summary>\(code(file)) <span class=\"good\">+\(difference.added)</span> "
        + "<span class=\"bad\">−\(difference.removed)</span></summary>"
        + HTML.element("pre", "", lines.joined()))
  }

  private var otherClaims: String {
    let items = notebook.claims.filter { $0.kind == .otherFigures }.map {
      Self.claim($0, at: nil)
    }
    return items.isEmpty ? "" : HTML.element("ul", "class=\"claims\"", items.joined())
  }

  private var metrics: String {
    let hasSeeds = notebook.metrics.contains { $0.noise != nil }
    let rows = notebook.metrics.map { change -> [String] in
      let values = ChangeWords.values(change.old?.value, change.new?.value)
      let unit =
        change.unit.isEmpty ? "" : " <span class=\"quiet\">\(HTML.escaped(change.unit))</span>"
      let verdict = change.verdict.map {
        HTML.element("span", "class=\"\($0 == .better ? "good" : "bad")\"", $0.rawValue)
      }
      return [
        HTML.escaped(change.name) + unit, HTML.escaped(values.old), HTML.escaped(values.new),
        change.change.map { ChangeWords.signed($0) } ?? "",
        change.change == nil ? "" : ChangeWords.percent(change.relativeChange),
        change.change == nil ? "" : ChangeWords.ulps(change.unitsInTheLastPlace), verdict ?? "",
      ] + (hasSeeds ? [HTML.escaped(change.noise?.text ?? "")] : [])
    }
    return HTML.table(
      ["metric", "old", "new", "change", "", "", ""] + (hasSeeds ? ["seeds"] : []), rows,
      numbers: [1, 2, 3, 4, 5])
  }

  private var files: String {
    HTML.table(
      ["file", "change"],
      notebook.files.map { [code($0.file), HTML.escaped(ChangeWords.file($0))] })
  }

  private var warnings: String {
    let new = notebook.newWarnings.map {
      HTML.element("p", "class=\"notice\"", "New warning: \(HTML.escaped($0))")
    }
    let gone = notebook.goneWarnings.map {
      HTML.element("p", "class=\"notice note\"", "Warning gone: \(HTML.escaped($0))")
    }
    return (new + gone).joined(separator: "\n")
  }

  private var datasets: String {
    ChangeWords.datasets(notebook.datasets).map {
      HTML.element("p", "class=\"quiet\"", HTML.escaped($0) + ".")
    } ?? ""
  }

  private var log: String {
    guard let log = notebook.log, !log.lines.isEmpty else { return "" }
    let lines = HTML.element(
      "ul", "", log.lines.map { HTML.element("li", "", HTML.escaped($0)) }.joined())
    let picture = log.latents.map {
      HTML.element(
        "figure", "class=\"change\" tabindex=\"0\" data-width=\"450\" data-kind=\"still\"",
        "<figcaption><b>How the mean codes moved</b></figcaption><div class=\"view\">"
          + "<div class=\"pane\"><div class=\"paper\">"
          + HTML.image($0.picture, alt: "Arrows from old to new mean codes")
          + "</div></div></div>")
    }
    return HTML.element(
      "details", "", HTML.element("summary", "", "Logs, data set by data set") + lines)
      + (picture ?? "")
  }
}
