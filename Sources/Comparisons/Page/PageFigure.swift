/// The part of the page about one picture.
struct PageFigure {
  let figure: FigureChange

  var html: String {
    var attributes = [
      figure.isAnimated ? "data-kind=\"animation\"" : "data-kind=\"still\"",
      "class=\"change\(isPair ? " pair" : "")\"", "tabindex=\"0\"",
    ]
    if let width = figure.shownWidth { attributes.append("data-width=\"\(width)\"") }
    if case .animation(let change) = figure.content {
      let frames = change.frames.map(String.init).joined(separator: ",")
      attributes.append("data-changed=\"\(frames)\"")
      attributes.append("data-frame=\"\(change.most?.frame ?? change.frames.first ?? 0)\"")
    }
    let caption = HTML.element(
      "figcaption", "",
      "<b>\(HTML.escaped(figure.name))</b>\(HTML.escaped(ChangeWords.figure(figure)))")
    if case .unreadable = figure.content {
      return HTML.element(
        "p", "class=\"notice\"",
        "<b>\(HTML.escaped(figure.file))</b> "
          + HTML.escaped(ChangeWords.figure(figure)))
    }
    return HTML.element("figure", attributes.joined(separator: " "), caption + view)
  }

  /// Whether there is an old and a new picture.
  private var isPair: Bool { figure.drawn != nil || hasBothAnimations }

  /// Animations that differ in their length or delays alone have no picture of the change.
  private var hasBothAnimations: Bool {
    if case .animation = figure.content { true } else { false }
  }

  private var view: String {
    var panes: [String] = []
    if let old = figure.old { panes.append(pane("old", picture(old, "old"))) }
    if let new = figure.new { panes.append(pane("new", picture(new, "new"))) }
    if isPair {
      panes.append(
        pane(
          "diff",
          "<canvas role=\"img\" aria-label=\"difference of \(HTML.escaped(figure.name))\"></canvas>"
        )
      )
      panes.append("<div class=\"divider\"></div>")
    }
    return HTML.element("div", "class=\"view\"", panes.joined(separator: "\n"))
  }

  private func picture(_ bytes: [UInt8], _ side: String) -> String {
    HTML.image(bytes, isAnimated: figure.isAnimated, alt: "\(figure.name), \(side)")
  }

  private func pane(_ side: String, _ content: String) -> String {
    let legend = [
      ("#0072B2", "darker"), ("#D55E00", "lighter"), ("#882255", "other hue"),
    ].map { "<i class=\"legend\" style=\"background:\($0)\"></i>\($1)" }.joined()
    let tag = side == "diff" ? "difference:\(legend)" : side
    return "<div class=\"pane \(side)\"><span class=\"tag\">\(tag)</span>"
      + "<div class=\"paper\">\(content)</div></div>"
  }
}
