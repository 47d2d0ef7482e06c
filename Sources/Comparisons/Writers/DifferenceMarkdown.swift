import Hashing
import Platform
import Records
import Weaving

/// A difference as Markdown, for a comment on a pull request.
package struct DifferenceMarkdown {
  package let difference: ResultsDifference
  /// The folder or address of the pictures of the changes.
  package let pictures: String
  package var heading: BisectionHeading?

  package init(difference: ResultsDifference, pictures: String, heading: BisectionHeading?) {
    self.difference = difference
    self.pictures = pictures
    self.heading = heading
  }

  /// GitHub refuses comments that are longer than 65,536 characters.
  static let mostCharacters = 60_000

  /// What is left out to make a text shorter, step by step.
  enum Detail: Int, CaseIterable {
    case everything, withoutPictures, withoutSources, claimsOnly
  }

  /// The text, as complete as its length allows.
  package var text: String {
    let texts = Detail.allCases.lazy.map { self.text($0) }
    let fitting = texts.first { $0.unicodeScalars.count <= Self.mostCharacters }
    return fitting ?? String(text(.claimsOnly).prefix(Self.mostCharacters))
  }

  /// The text with so much detail.
  func text(_ detail: Detail) -> String {
    var parts: [String] = []
    if let heading {
      let commit = heading.change.commit
      parts.append(
        "**\(plain(heading.subjectText))** changed first in `\(commit.short)` "
          + "\(plain(commit.subject)) (\(plain(commit.author)), \(commit.date)).")
    }
    parts.append("### Results: \(ChangeWords.headline(difference))")
    parts.append(
      "\(plain(difference.from.title)) → \(plain(difference.to.title))")
    parts += difference.problems.map { Markdown.alert("CAUTION", plain($0)) }
    parts += claims
    if detail == .claimsOnly {
      parts.append(
        difference.notebooks.map { "- `\(code($0.place.path))`: \(plain($0.summary))" }
          .joined(separator: "\n"))
    } else {
      parts += difference.notebooks.map { section($0, detail) }
    }
    parts += difference.notes.map { Markdown.alert("NOTE", plain($0)) }
    if detail != .everything {
      parts.append("*Shortened for a comment: `experiments diff` shows the rest.*")
    }
    parts.append(ChangeWords.unchanged(difference.unchanged))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  // MARK: - Claims

  private var claims: [String] {
    let all = difference.claimsThatChangedSides
    return all.isEmpty
      ? []
      : [
        all.map { place, change in
          "- \(mark(change.kind)) `\(code(place.path))` \(plain(change.text)) — "
            + "**\(ChangeWords.kind(change.kind))**\(plain(ChangeWords.afterKind(change)))"
        }.joined(separator: "\n")
      ]
  }

  private func mark(_ kind: ClaimChange.Kind) -> String {
    switch kind {
    case .broke, .addedFailing: "❌"
    case .mended, .addedHolding: "✅"
    case .removed, .otherFigures: "➖"
    }
  }

  // MARK: - One notebook

  private func section(_ notebook: NotebookDifference, _ detail: Detail) -> String {
    var parts = [
      "#### `\(code(notebook.place.path))`: \(plain(notebook.title))", plain(notebook.summary),
    ]
    if notebook.presence == .changed {
      parts.append(
        table(
          ["setting", "old", "new"],
          notebook.settings.map {
            [
              quoted($0.name), quoted(SettingChange.text($0.old)),
              quoted(SettingChange.text($0.new)),
            ]
          }))
      if detail.rawValue < Detail.withoutSources.rawValue {
        parts += notebook.allSources.map(source)
      }
      parts += notebook.claims.filter { $0.kind == .otherFigures }.map {
        "- \(plain($0.text)) — \(plain(ChangeWords.claim($0)))"
      }
    }
    parts.append(metrics(notebook))
    parts.append(figures(notebook, detail))
    parts.append(
      table(
        ["file", "change"],
        notebook.files.map { [quoted($0.file), plain(ChangeWords.file($0))] }))
    parts += notebook.newWarnings.map { Markdown.alert("WARNING", "New: \(plain($0))") }
    parts += notebook.goneWarnings.map { "Warning gone: \(plain($0))" }
    if let datasets = ChangeWords.datasets(notebook.datasets) { parts.append(datasets + ".") }
    if let log = notebook.log, !log.lines.isEmpty {
      parts.append(details("Logs", log.lines.map { "- \(plain($0))" }.joined(separator: "\n")))
      if log.latents != nil, detail == .everything {
        parts.append(image("\(notebook.latentsPath)", "How the mean codes moved", width: 450))
      }
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func metrics(_ notebook: NotebookDifference) -> String {
    let hasSeeds = notebook.metrics.contains { $0.noise != nil }
    let rows = notebook.metrics.map { change -> [String] in
      let values = ChangeWords.values(change.old?.value, change.new?.value)
      let verdict = change.verdict.map { $0 == .better ? "🟢 better" : "🔴 worse" } ?? ""
      return [
        quoted(change.name) + (change.unit.isEmpty ? "" : ", \(plain(change.unit))"),
        plain(values.old), plain(values.new), change.change.map { ChangeWords.signed($0) } ?? "",
        change.change == nil ? "" : ChangeWords.percent(change.relativeChange),
        change.change == nil ? "" : ChangeWords.ulps(change.unitsInTheLastPlace), verdict,
      ] + (hasSeeds ? [change.noise?.text ?? ""] : [])
    }
    return table(
      ["metric", "old", "new", "change", "", "", ""] + (hasSeeds ? ["seeds"] : []), rows,
      alignment: ["---", "---:", "---:", "---:", "---:", "---:", "---"]
        + (hasSeeds ? ["---"] : []))
  }

  private func figures(_ notebook: NotebookDifference, _ detail: Detail) -> String {
    let list = table(
      ["figure", "change"],
      notebook.figures.map { [quoted($0.file), plain(ChangeWords.figure($0))] })
    guard detail == .everything, !notebook.drawnFigures.isEmpty else { return list }
    let images = notebook.drawnFigures.map { figure in
      "`\(code(figure.file))` · [blinking](\(address(notebook.path(of: figure, "gif"))))\n\n"
        + image(
          notebook.path(of: figure, "png"), "\(figure.name): old, new, difference", width: nil)
    }
    return list + "\n\n"
      + details("Old, new and difference", images.joined(separator: "\n\n"))
  }

  private func source(_ change: SourceChange) -> String {
    let file = change.file.map { "experiments/\($0)" } ?? "the source"
    guard let difference = change.lines else {
      return "`\(code(file))` has another text, which is not there on both sides."
    }
    let lines = difference.hunks.flatMap { hunk in
      ["@@ -\(hunk.oldStart) +\(hunk.newStart) @@"] + hunk.lines.map(\.marked)
    }
    return details(
      "`\(code(file))` +\(difference.added) −\(difference.removed)",
      Markdown.code(lines, language: "diff"))
  }

  // MARK: - Pieces

  private func details(_ summary: String, _ body: String) -> String {
    let title = summary.replacing("`", with: "")
    return "<details><summary>\(Markdown.attribute(title))</summary>\n\n\(body)\n\n</details>"
  }

  private func table(_ columns: [String], _ rows: [[String]], alignment: [String]? = nil)
    -> String
  {
    if rows.isEmpty { return "" }
    let marks = alignment ?? columns.map { _ in "---" }
    return ([columns, marks] + rows.map { $0.map(Markdown.cell) }).map {
      "| \($0.joined(separator: " | ")) |"
    }.joined(separator: "\n")
  }

  private func image(_ path: String, _ text: String, width: Int?) -> String {
    let size = width.map { " width=\"\($0)\"" } ?? ""
    return "<img src=\"\(address(path))\"\(size) alt=\"\(Markdown.attribute(text))\">"
  }

  /// The address of a picture, with every byte that means something else escaped.
  private func address(_ path: String) -> String {
    let escaped = path.utf8.map { byte -> String in
      let scalar = UnicodeScalar(byte)
      let isPlain =
        (byte < 0x80) && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || "-._~/".unicodeScalars.contains(scalar)
        ? String(scalar) : "%" + [byte].hexadecimal
    }.joined()
    return Markdown.attribute(pictures) + "/" + escaped
  }

  /// Text in which nothing is HTML; Markdown in it stands, as claims and warnings are Markdown.
  private func plain(_ text: String) -> String {
    Paint.clean(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }

  private func code(_ text: String) -> String {
    Paint.clean(text).replacing("`", with: "'")
  }

  private func quoted(_ text: String) -> String { "`\(code(text))`" }
}
