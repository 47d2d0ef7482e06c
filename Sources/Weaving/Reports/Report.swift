import Lexing
import Platform
import Records

/// The report of a run: the notebook's prose and code, each output after the block whose line made it,
/// and at the end the claims, the results, the settings and the digests of everything.
struct Report {
  let record: RunRecord
  let pictures: [Picture]

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
    let sections = article() + [claims(), results(), settings(), digests()].compactMap(\.self)
    return sections.joined(separator: "\n\n") + "\n"
  }

  // MARK: - The article

  private func article() -> [String] {
    let blocks = SourceBlock.blocks(of: record.source)
    var parts: [String] = []
    var placed: Set<Int> = []
    for block in blocks {
      let outputs = record.outputs.indices.filter {
        record.identity.isSource(record.outputs[$0].file)
          && block.range.contains(record.outputs[$0].line)
      }
      switch block.kind {
      case .prose: parts.append(block.lines.withoutBlankEnds().joined(separator: "\n"))
      case .code:
        if !block.lines.isEmpty { parts.append(Markdown.code(block.lines, language: "swift")) }
      }
      placed.formUnion(outputs)
      parts += woven(
        outputs.sorted { (record.outputs[$0].line, $0) < (record.outputs[$1].line, $1) })
    }
    let elsewhere = record.outputs.indices.filter { !placed.contains($0) }
    if !elsewhere.isEmpty { parts += ["## Also recorded"] + woven(elsewhere) }
    parts.removeAll { $0.isEmpty }
    return opened(parts)
  }

  /// Puts what was run below the title.
  private func opened(_ parts: [String]) -> [String] {
    var parts = parts
    if parts.first?.hasPrefix("# ") != true { parts.insert("# \(record.identity.title)", at: 0) }
    let first = parts.removeFirst().split(
      separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = first.count > 1 ? [first[1].trimmingPrefix { $0 == "\n" }].map(String.init) : []
    return [String(first[0]), byline] + rest + parts
  }

  private var byline: String {
    let identity = record.identity
    var text = "*Data: \(identity.data) · profile: \(identity.profile) · seed: \(identity.seed)"
    let claims = record.claims
    if !claims.isEmpty {
      text += " · [\(claims.count { $0.holds }) of \(claims.count) claims hold](#claims)"
    }
    text += "*"
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
  private func woven(_ indices: [Int]) -> [String] {
    var runs: [[Output.Content]] = []
    for content in indices.map({ record.outputs[$0].content }) {
      if content.result?.isTabled == true { continue }
      if let last = runs.last?.last, content.joins(last) {
        runs[runs.count - 1].append(content)
      } else {
        runs.append([content])
      }
    }
    return runs.map(markdown)
  }

  private func markdown(of run: [Output.Content]) -> String {
    switch run[0] {
    case .figure(let figure): pictures(run, caption: figure.caption)
    case .animation(let animation): pictures(run, caption: animation.caption)
    case .table(let table):
      Markdown.table(columns: table.columns, rows: table.rows) + "\n\n*\(table.caption)*"
    case .note(let text): text
    case .warning(let text): Markdown.alert("WARNING", text)
    case .result: Markdown.results(run.compactMap(\.result))
    case .claim: Markdown.claims(run.compactMap(\.claim))
    }
  }

  private func pictures(_ run: [Output.Content], caption: String) -> String {
    let shown = run.compactMap { content in pictures.first { $0.name == content.picture?.name } }
    return Markdown.pictures(
      shown.map { (file: $0.file, width: $0.shownWidth) }, caption: caption)
  }

  // MARK: - The end

  private func claims() -> String? {
    let claims = record.claims
    if claims.isEmpty { return nil }
    return "## Claims\n\n" + Markdown.claims(claims)
  }

  private func results() -> String? {
    let results = record.results
    return results.isEmpty ? nil : "## Results\n\n" + Markdown.results(results)
  }

  private func settings() -> String? {
    let settings = record.identity.settings
    if settings.isEmpty { return nil }
    let rows: [[Scalar]] = settings.map { setting in
      let preset = setting.value == setting.preset ? "" : " instead of \(setting.preset.text)"
      return [
        .string("`\(setting.key)`"), .string(setting.value.text + preset),
        .string(setting.description),
      ]
    }
    return "## Settings\n\n" + Markdown.table(columns: ["setting", "value", "meaning"], rows: rows)
  }

  private func digests() -> String {
    var lines = ["\(record.sourceSHA256)  source \(record.identity.sourceName)"]
    if let data = record.dataSHA256 { lines.append("\(data)  data \(record.identity.data)") }
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
