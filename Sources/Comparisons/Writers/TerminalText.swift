import Platform
import Records

/// A difference for a terminal, in colour where that is welcome.
package struct TerminalText {
  package let difference: ResultsDifference
  /// The folder with the pictures of the changes; nil where there are none.
  package let pictures: String?
  package let paint: Paint

  package init(difference: ResultsDifference, pictures: String?, paint: Paint) {
    self.difference = difference
    self.pictures = pictures
    self.paint = paint
  }

  /// All lines, without a line feed at the end.
  package var text: String {
    var lines = [
      "\(paint.bold(clean(difference.from.title))) → \(paint.bold(clean(difference.to.title)))",
      ChangeWords.headline(difference),
    ]
    for problem in difference.problems { lines.append(paint.red("! " + clean(problem))) }
    lines += claims
    for notebook in difference.notebooks { lines += [""] + section(notebook) }
    lines.append("")
    for note in difference.notes { lines.append(paint.yellow("note: " + clean(note))) }
    if let pictures, difference.notebooks.contains(where: { !$0.drawnFigures.isEmpty }) {
      lines.append("Pictures of the changes: \(clean(pictures))")
    }
    lines.append(ChangeWords.unchanged(difference.unchanged))
    return lines.joined(separator: "\n")
  }

  // MARK: - Claims

  /// The claims of all notebooks that changed sides, came or went.
  private var claims: [String] {
    let all = difference.claimsThatChangedSides
    if all.isEmpty { return [] }
    return ["", paint.bold("Claims")]
      + all.flatMap { place, change in
        [
          "  \(mark(change.kind)) \(clean(place.path)): \(clean(change.text))",
          "      \(ChangeWords.kind(change.kind))\(clean(ChangeWords.afterKind(change)))",
        ]
      }
  }

  private func mark(_ kind: ClaimChange.Kind) -> String {
    switch kind {
    case .broke, .addedFailing: paint.red("✗")
    case .mended, .addedHolding: paint.green("✓")
    case .removed: paint.yellow("−")
    case .otherFigures: "·"
    }
  }

  // MARK: - One notebook

  private func section(_ notebook: NotebookDifference) -> [String] {
    var lines = [
      paint.bold("\(clean(notebook.place.path)): \(clean(notebook.title))"),
      "  \(clean(notebook.summary))",
    ]
    if notebook.presence != .changed {
      lines.append("  " + ownCounts(notebook))
      return lines
    }
    lines += part("settings", table(settingRows(notebook)))
    lines += notebook.allSources.flatMap(source)
    lines += part(
      "claims that hold or fail by other figures",
      notebook.claims.filter { $0.kind == .otherFigures }.flatMap {
        [clean($0.text), "  \(clean(ChangeWords.claim($0)))"]
      })
    lines += part("metrics", table(metricRows(notebook)))
    lines += part(
      "figures",
      table(notebook.figures.map { [clean($0.file), ChangeWords.figure($0)] }))
    lines += part(
      "other files", table(notebook.files.map { [clean($0.file), ChangeWords.file($0)] }))
    lines += part("new warnings", notebook.newWarnings.map { paint.yellow(clean($0)) })
    lines += part("warnings that are gone", notebook.goneWarnings.map(clean))
    if let datasets = ChangeWords.datasets(notebook.datasets) { lines.append("  \(datasets)") }
    if let log = notebook.log { lines += part("log", log.lines.map(clean)) }
    return lines
  }

  private func ownCounts(_ notebook: NotebookDifference) -> String {
    [
      counted(notebook.claims.count, "claim"),
      counted(notebook.metrics.count, "metric"),
      counted(Set(notebook.figures.map(\.name)).count, "figure"),
    ].joined(separator: ", ")
  }

  private func part(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["  \(paint.bold(title))"] + lines.map { "    " + $0 }
  }

  private func settingRows(_ notebook: NotebookDifference) -> [[String]] {
    notebook.settings.map {
      [
        clean($0.name),
        "\(clean(SettingChange.text($0.old))) → \(clean(SettingChange.text($0.new)))",
      ]
    }
  }

  private func source(_ change: SourceChange) -> [String] {
    let file = change.file.map { "experiments/\($0)" } ?? "source"
    guard let difference = change.lines else {
      return part("source", ["\(clean(file)): another text, which is not there on both sides"])
    }
    let stat =
      "\(clean(file))  \(paint.green("+\(difference.added)")) \(paint.red("-\(difference.removed)"))"
    let hunks = difference.hunks.flatMap { hunk in
      [paint.cyan("@@ -\(hunk.oldStart) +\(hunk.newStart) @@")]
        + hunk.lines.map { line in
          switch line.kind {
          case .kept: clean(line.marked)
          case .added: paint.green(clean(line.marked))
          case .removed: paint.red(clean(line.marked))
          }
        }
    }
    // A new text is better read in the file itself.
    let shown = hunks.prefix(40)
    let rest = hunks.count > 40 ? ["… and \(hunks.count - 40) more lines"] : []
    return part("source", [stat] + shown + rest)
  }

  private func metricRows(_ notebook: NotebookDifference) -> [[String]] {
    notebook.metrics.map { change in
      let name = clean(change.name)
      let values = ChangeWords.values(change.old?.value, change.new?.value)
      let unit = clean(change.unit)
      guard let difference = change.change else {
        let (old, new) = (clean(values.old), clean(values.new))
        if change.old == nil { return [name, "added: \(new) \(unit)"] }
        if change.new == nil { return [name, "removed: \(old) \(unit)"] }
        return [name, "\(old) → \(new) \(unit)"]
      }
      let verdict: String =
        switch change.verdict {
        case .better?: paint.green("better")
        case .worse?: paint.red("worse")
        case nil: ""
        }
      return [
        name, "\(values.old) → \(values.new)\(unit.isEmpty ? "" : " " + unit)",
        ChangeWords.signed(difference), ChangeWords.percent(change.relativeChange),
        ChangeWords.ulps(change.unitsInTheLastPlace), verdict,
      ] + (change.noise.map { [$0.text] } ?? [])
    }
  }

  /// Rows with their columns under each other.
  private func table(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    // The last cell of a row takes what room it needs.
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count - 1 ? Paint.width($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1
          ? cell : cell + String(repeating: " ", count: widths[column] - Paint.width(cell))
      }.joined(separator: "  ").trimmingBlanksAtEnd()
    }
  }

  private func clean(_ text: String) -> String { Paint.clean(text) }
}
