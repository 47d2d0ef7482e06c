/// Text broken into lines that are no wider than they may be: at spaces where it can, within a word
/// where it must. Nothing is ever cut off.
struct TextBlock {
  let lines: [TextLine]
  let style: TextStyle

  /// No lines at all for an empty text. `width` is in pixels.
  init(_ text: String, _ style: TextStyle, width: Int) {
    var lines: [TextLine] = []
    var current = ""
    func fits(_ text: String) -> Bool { TextLine(text, style).width <= width }
    for word in text.split(separator: " ") {
      let longer = current.isEmpty ? String(word) : current + " " + word
      if fits(longer) {
        current = longer
        continue
      }
      if !current.isEmpty { lines.append(TextLine(current, style)) }
      current = ""
      for character in word {
        if !current.isEmpty && !fits(current + String(character)) {
          lines.append(TextLine(current, style))
          current = ""
        }
        current.append(character)
      }
    }
    if !current.isEmpty { lines.append(TextLine(current, style)) }
    self.lines = lines
    self.style = style
  }

  /// From the top of the first line's capitals to below the last line's descenders; 0 without text.
  var height: Int {
    lines.isEmpty ? 0 : (lines.count - 1) * style.lineHeight + style.height + style.descent
  }

  /// Width of the widest line.
  var width: Int { lines.map(\.width).max() ?? 0 }

  /// The baselines of the lines when the block's upper edge is at `top`.
  func baselines(top: Int) -> [(line: TextLine, y: Int)] {
    lines.indices.map { (lines[$0], top + style.height + $0 * style.lineHeight) }
  }
}

extension Canvas {
  /// Writes a block whose upper edge is at `y`.
  mutating func write(
    _ block: TextBlock, x: Int, top y: Int, _ anchor: Anchor = .start, _ color: Color = Style.ink
  ) {
    for (line, baseline) in block.baselines(top: y) {
      write(line, x: x, baseline: baseline, anchor, color)
    }
  }
}
