import Platform
import Records

extension Lab {
  /// Puts a still picture into the report: `figures/<name>.png`.
  ///
  /// - Parameters:
  ///   - name: The file's name; no two pictures share one.
  ///   - caption: What the picture shows, as Markdown.
  ///   - spec: How to draw it from data sets that the run leaves, before or after this call.
  ///   - isCover: Whether it stands for the notebook in the index.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func figure(
    _ name: String, caption: String, _ spec: FigureSpec, isCover: Bool = false, line: Int = #line,
    file: String = #fileID
  ) {
    guard check(picture: name, spec, line) else { return }
    let output = FigureOutput(name: name, caption: caption, spec: spec, isCover: isCover)
    add(.figure(output), line, file)
  }

  /// Puts a moving picture into the report: `figures/<name>.gif`.
  ///
  /// - Parameters:
  ///   - name: The files' name; no two pictures share one.
  ///   - caption: What the picture shows, as Markdown.
  ///   - spec: How to draw a frame; data sets given by `.each` differ from frame to frame.
  ///   - steps: The path of the frames' steps for the title, such as `manifold/steps`; nil for none.
  ///   - unit: What a step is called in the title.
  ///   - maximumFrames: At most so many frames are drawn, evenly chosen, the last one among them.
  ///   - delay: Hundredths of a second a frame; the last one stays for two seconds.
  ///   - isCover: Whether it stands for the notebook in the index.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func animation(
    _ name: String, caption: String, _ spec: FigureSpec, steps: String? = nil,
    unit: String = "epoch", maximumFrames: Int = 24, delay: Int = 20, isCover: Bool = false,
    line: Int = #line, file: String = #fileID
  ) {
    guard check(picture: name, spec, line) else { return }
    let output = AnimationOutput(
      name: name, caption: caption, spec: spec,
      steps: steps.map { AnimationSteps(path: $0, unit: unit) }, maximumFrames: maximumFrames,
      delay: delay, isCover: isCover)
    add(.animation(output), line, file)
  }

  /// Puts a table into the report.
  ///
  /// - Parameters:
  ///   - caption: What it shows, as Markdown.
  ///   - columns: The heading of every column.
  ///   - rows: The cells of every row: texts, whole numbers, numbers, truth values.
  ///   - metrics: The final metric that each row shows in its second column, or an empty text: the report then has its mean
  ///     and deviation over seeds, too, where there is a sweep. Nil for a table of other things.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func table(
    _ caption: String, columns: [String], rows: [[any ScalarRepresentable]],
    metrics: [String]? = nil, line: Int = #line, file: String = #fileID
  ) {
    if let row = rows.first(where: { $0.count != columns.count }) {
      return misuse("a row of \(row.count) cells in a table of \(columns.count) columns", line)
    }
    if let metrics, metrics.count != rows.count {
      return misuse("\(metrics.count) metrics for a table of \(rows.count) rows", line)
    }
    let cells = rows.map { $0.map(\.scalar) }
    add(
      .table(TableOutput(caption: caption, columns: columns, rows: cells, metrics: metrics)), line,
      file)
  }

  /// Puts Markdown into the report.
  public func note(_ markdown: String, line: Int = #line, file: String = #fileID) {
    add(.note(markdown), line, file)
  }

  /// Puts a sign of trouble into the report, and on standard error.
  public func warning(_ text: String, line: Int = #line, file: String = #fileID) {
    reporter.message("\(record.identity.notebook): warning: \(text)")
    add(.warning(text), line, file)
  }

  func add(_ content: Output.Content, _ line: Int, _ file: String) {
    record.outputs.append(Output(line: line, file: file, content: content))
  }

  /// Whether a picture can have this name and be drawn as far as that can be told before its data sets are there.
  private func check(picture name: String, _ spec: FigureSpec, _ line: Int) -> Bool {
    do throws(RenderingError) {
      try FigureLimits.check(name: name)
      try spec.figure.check()
    } catch {
      misuse("cannot draw the figure \"\(name)\": \(error.problem)", line)
      return false
    }
    let isUsed = record.outputs.contains {
      switch $0.content {
      case .figure(let other): other.name == name
      case .animation(let other): other.name == name
      default: false
      }
    }
    if isUsed { misuse("the picture \"\(name)\" is already there", line) }
    return !isUsed
  }
}
