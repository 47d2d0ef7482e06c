import Records

/// What a notebook computes from what, and which way gradients take, drawn in the report where it is declared.
///
/// ```swift
/// static let diagrams = [
///   Diagram(
///     "networks", "The encoder squeezes a digit into a code, and the decoder makes a picture of it",
///     .init(
///       given: ["digit"], trained: ["encoder", "decoder"], losses: ["error"],
///       ["digit → encoder ⇄ code ⇄ decoder ⇄ picture ⇄ error", "digit → error"]))
/// ]
/// ```
public struct Diagram: Sendable {
  let name: String
  let caption: String
  /// The figure, which has not been checked.
  package let spec: FigureSpec
  let line: Int
  let file: String

  /// A diagram.
  ///
  /// - Parameters:
  ///   - name: The picture's name: `figures/<name>.png`.
  ///   - caption: The same in words, as Markdown, for those who do not see it.
  ///   - parts: What is drawn, from top to bottom. Networks that are called as in the log have their number of parameters.
  ///   - line: The place in the report.
  ///   - file: The source of the notebook.
  public init(
    _ name: String, _ caption: String, _ parts: FigureSpec.DiagramPart..., line: Int = #line,
    file: String = #fileID
  ) {
    self.name = name
    self.caption = caption
    spec = .diagram(parts)
    self.line = line
    self.file = file
  }
}

extension Lab {
  /// Puts diagrams into the report, each where it is declared.
  package func show(_ diagrams: [Diagram]) {
    for diagram in diagrams {
      figure(
        diagram.name, caption: diagram.caption, diagram.spec, line: diagram.line,
        file: diagram.file)
    }
  }
}
