import Lexing
import Platform
import Records

/// The report of a run: the prose and code of the notebook and of what it includes, each output after the block whose line
/// made it, the settings where the notebook declares them, and at the end the article's figures beside those here, the claims, the
/// results, the networks, what other seeds make of it, the references and the digests of everything.
struct Report {
  let record: RunRecord
  let pictures: [Picture]
  /// What other seeds make of it, where there is a sweep that the run is a part of.
  var seeds: SeedsOfRun?

  /// A drawn picture, as far as the report needs it.
  struct Picture: Equatable {
    /// The name of its files.
    let name: String
    /// The file shown, from the report's folder.
    let file: String
    /// The width at which it is shown, in pixels of a web page.
    let shownWidth: Int
    /// The SHA-256 of its size and pixels.
    let pixelSHA256: String
  }

  /// The report as Markdown: no times, no machine, no paths.
  var markdown: String {
    let sections = parts.map(markdown) + [digests()]
    return sections.joined(separator: "\n\n") + "\n"
  }

  /// All of the report but the digests.
  var parts: [ReportPart] {
    article()
      + [beside(), claims(), results(), networks(), curves(), references()].compactMap {
        $0.map(ReportPart.prose)
      }
  }

  private func markdown(of part: ReportPart) -> String {
    switch part {
    case .prose(let text), .output(let text): text
    case .code(let lines): Markdown.code(lines, language: "swift")
    case .pictures(let names, let caption):
      Markdown.pictures(
        names.compactMap { name in pictures.first { $0.name == name } }
          .map { (file: $0.file, width: $0.shownWidth) }, caption: caption)
    }
  }

  // MARK: - The article

  private func article() -> [ReportPart] {
    let blocks = blocks()
    var parts: [ReportPart] = []
    var placed: Set<Int> = []
    for (block, isOfFile) in blocks {
      let outputs = record.outputs.indices.filter {
        isOfFile(record.outputs[$0].file) && block.range.contains(record.outputs[$0].line)
      }
      switch block.kind {
      case .prose:
        parts.append(.prose(block.lines.withoutBlankEnds().joined(separator: "\n")))
      case .code: if !block.lines.isEmpty { parts.append(.code(block.lines)) }
      case .settings: parts.append(.prose(SettingsTable(of: record.identity).markdown))
      case .include: break
      }
      placed.formUnion(outputs)
      parts += woven(
        outputs.sorted { (record.outputs[$0].line, $0) < (record.outputs[$1].line, $1) })
    }
    let elsewhere = record.outputs.indices.filter { !placed.contains($0) }
    if !elsewhere.isEmpty { parts += [.prose("## Also recorded")] + woven(elsewhere) }
    parts.removeAll { $0 == .prose("") || $0 == .output("") }
    return opened(parts)
  }

  /// A block, and whether a `#fileID` is that of its file.
  private typealias PlacedBlock = (block: SourceBlock, isOfFile: (String) -> Bool)

  /// The blocks of the notebook, with those of each included file where it is first named.
  private func blocks() -> [PlacedBlock] {
    let groups = Set(record.identity.settings.flatMap(\.groups))
    var shown: Set<String> = []
    func expanded(_ text: String, _ isOfFile: @escaping (String) -> Bool) -> [PlacedBlock] {
      SourceBlock.blocks(of: text, groups: groups).flatMap { block -> [PlacedBlock] in
        guard case .include(let path) = block.kind else { return [(block, isOfFile)] }
        guard let file = record.included.first(where: { $0.path == path }),
          shown.insert(path).inserted
        else { return [] }
        return expanded(file.text, file.isSource)
      }
    }
    var blocks = expanded(record.source, record.identity.isSource)
    if !blocks.contains(where: { $0.block.kind == .settings }) {
      // Settings of a notebook whose declaration is not in its source.
      let place = blocks.firstIndex { $0.block.kind == .code } ?? blocks.endIndex
      blocks.insert(
        (SourceBlock(kind: .settings, range: 0..<0, lines: []), { _ in false }), at: place)
    }
    return blocks
  }

  /// Puts what was run below the title.
  private func opened(_ parts: [ReportPart]) -> [ReportPart] {
    guard case .prose(let text)? = parts.first, text.hasPrefix("# ") else {
      return [.prose("# \(record.identity.title)"), .prose(byline)] + parts
    }
    let first = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = first.count > 1 ? [first[1].trimmingPrefix { $0 == "\n" }].map(String.init) : []
    return ([String(first[0]), byline] + rest).map(ReportPart.prose) + parts.dropFirst()
  }

  private var byline: String {
    let identity = record.identity
    var text = "*Data: \(identity.data) · profile: \(identity.profile) · seed: \(identity.seed)"
    let claims = record.claims.applicable
    if !claims.isEmpty {
      text += " · [\(claims.count { $0.holds == true }) of \(claims.count) claims hold](#claims)"
    }
    if let seeds { text += " · beside it \(seeds.link(from: "../"))" }
    text += "*"
    if !identity.articles.isEmpty {
      let articles = identity.articles.map { Markdown.citation($0.citation) }.joined(
        separator: "; ")
      text += "\n\nReproduces \(articles)."
    }
    if identity.profile == .smoke {
      text +=
        "\n\n"
        + Markdown.alert(
          "NOTE", "This run did a few steps of everything, as a test: its numbers mean nothing.")
    }
    return text
  }

  /// Outputs in order. Neighbours that are results or claims share a table or a list, and pictures with one
  /// caption stand side by side.
  private func woven(_ indices: [Int]) -> [ReportPart] {
    var runs: [[Output.Content]] = []
    for content in indices.map({ record.outputs[$0].content }) {
      if content.result?.isTabled == true { continue }
      if let last = runs.last?.last, content.joins(last) {
        runs[runs.count - 1].append(content)
      } else {
        runs.append([content])
      }
    }
    return runs.map(part)
  }

  private func part(of run: [Output.Content]) -> ReportPart {
    if let picture = run[0].picture {
      return .pictures(run.compactMap { $0.picture?.name }, caption: picture.caption)
    }
    let text =
      switch run[0] {
      case .figure, .animation: ""
      case .table(let table):
        markdown(of: table)
      case .note(let text): text
      case .warning(let text): Markdown.alert("WARNING", text)
      case .result: Markdown.results(run.compactMap(\.result), over: seeds)
      case .claim: Markdown.claims(run.compactMap(\.claim), over: seeds)
      }
    return .output(text)
  }

  /// A table; where its rows are metrics and there are other seeds, their means and deviations follow the second column.
  private func markdown(of table: TableOutput) -> String {
    var (columns, rows, caption) = (table.columns, table.rows, table.caption)
    if let seeds, let metrics = table.metrics, columns.count > 1 {
      columns.insert(seeds.heading, at: 2)
      for (row, metric) in metrics.enumerated() where row < rows.count {
        rows[row].insert(.string(metric.isEmpty ? "–" : seeds.spread(of: metric) ?? "–"), at: 2)
      }
      caption += " Mean and standard deviation are those of \(seeds.link(from: "../"))"
    }
    return Markdown.table(columns: columns, rows: rows) + "\n\n*\(caption)*"
  }

  // MARK: - The end

  /// The articles' figures and numbers beside those here.
  private func beside() -> String? {
    let tables = record.identity.articles.compactMap {
      ArticleTable(article: $0, record: record, pictures: pictures).markdown
    }
    return tables.isEmpty ? nil : "## Beside the article\n\n" + tables.joined(separator: "\n\n")
  }

  private func claims() -> String? {
    let claims = record.claims
    if claims.isEmpty { return nil }
    return "## Claims\n\n" + Markdown.claims(claims, over: seeds)
  }

  private func results() -> String? {
    let results = record.results
    return results.isEmpty ? nil : "## Results\n\n" + Markdown.results(results, over: seeds)
  }

  /// The saved networks with their numbers of parameters.
  private func networks() -> String? {
    let rows = record.networks.map { network -> [Scalar] in
      let counts = record.parameterCounts(of: network)
      return [
        .string("`\(network)`"), .int(Int64(counts.trained)), .int(Int64(counts.statistics)),
      ]
    }
    if rows.isEmpty { return nil }
    return "## Saved networks\n\n"
      + Markdown.table(columns: ["network", "parameters", "running statistics"], rows: rows)
      + "\n\n*Numbers that training moves, and running means and variances of normalisations; all are in the log*"
  }

  /// The plots with bands, from the sweep.
  private func curves() -> String? {
    guard let seeds, !seeds.curves.isEmpty else { return nil }
    let pictures = seeds.curves.map { curve in
      Markdown.image(
        file: "../\(curve.file)", width: curve.width,
        description: "\(curve.figure) over the \(seeds.heading)")
    }
    return "## Other seeds\n\n" + pictures.joined(separator: "\n")
      + "\n\n*The plots above over \(seeds.link(from: "../")): means within a standard deviation, or on logarithmic axes medians before the single runs*"
  }

  private func references() -> String? {
    let references = record.identity.articles.map(\.citation) + record.identity.references
    if references.isEmpty { return nil }
    return "## References\n\n"
      + references.map { "- \(Markdown.citation($0))" }.joined(separator: "\n")
  }

  private func digests() -> String {
    var lines = ["\(record.sourceSHA256)  source \(record.identity.sourceName)"]
    lines += record.included.map { "\($0.sha256)  source \($0.path)" }
    if let data = record.dataSHA256 { lines.append("\(data)  data \(record.identity.data)") }
    lines += record.domains.keys.sortedByBytes().map { "\(record.domains[$0] ?? "")  data \($0)" }
    lines += pictures.map { "\($0.pixelSHA256)  pixels \($0.name)" }
    lines += record.paths.compactMap { path in
      record.arrays[path].map { "\(Digest.sha256(of: $0))  \($0.typeName) \($0.shape) \(path)" }
    }
    return """
      ## Digests

      SHA-256 of the source, of the data, of the pixels of every picture, and of every data set of
      `log.h5` (its type, shape and values). Equal digests are equal bits.

      <details><summary>\(lines.count) digests</summary>

      \(Markdown.code(lines, language: "text"))

      </details>
      """
  }
}

extension Output.Content {
  /// The name and the caption of a picture.
  var picture: (name: String, caption: String)? {
    switch self {
    case .figure(let figure): (figure.name, figure.caption)
    case .animation(let animation): (animation.name, animation.caption)
    default: nil
    }
  }

  /// Whether the report shows it together with the output before it.
  func joins(_ previous: Output.Content) -> Bool {
    if result != nil { return previous.result != nil }
    if claim != nil { return previous.claim != nil }
    return picture != nil && picture?.caption == previous.picture?.caption
  }
}
