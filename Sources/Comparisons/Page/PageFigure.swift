import Weaving

/// The part of the page about one picture.
struct PageFigure {
  let figure: FigureChange
  /// The film of its pictures, and the number under which the page has it.
  let film: (pictures: PageFilm, number: Int)

  /// The part as HTML.
  var html: String {
    if case .unreadable = figure.content {
      return HTML.element(
        "p", "class=\"notice\"",
        "<b>\(HTML.escaped(figure.file))</b> "
          + HTML.escaped(ChangeWords.figure(figure)))
    }
    let caption = HTML.element(
      "figcaption", "",
      "<b>\(HTML.escaped(figure.name))</b>\(HTML.escaped(ChangeWords.figure(figure)))")
    return HTML.element("figure", attributes, caption + view())
  }

  private var attributes: String {
    var attributes = [
      figure.isAnimated ? "data-kind=\"animation\"" : "data-kind=\"still\"",
      "class=\"change\(isPair ? " pair" : "")\"", "tabindex=\"0\"",
    ]
    if !film.pictures.text.isEmpty {
      attributes.append("data-film=\"\(PageFilm.name(film.number))\"")
    }
    if let width = figure.shownWidth { attributes.append("data-width=\"\(width)\"") }
    if case .animation(let change) = figure.content {
      let frames = change.frames.map(String.init).joined(separator: ",")
      attributes.append("data-changed=\"\(frames)\"")
      attributes.append("data-frame=\"\(change.most?.frame ?? change.frames.first ?? 0)\"")
    }
    return attributes.joined(separator: " ")
  }

  /// Whether there is an old and a new picture.
  private var isPair: Bool { figure.drawn != nil || hasBothAnimations }

  /// Animations that differ in their length or delays alone have no picture of the change.
  private var hasBothAnimations: Bool {
    if case .animation = figure.content { true } else { false }
  }

  private func view() -> String {
    var panes: [String] = []
    if figure.old != nil { panes.append(pane("old", picture(film.pictures.old, "old"))) }
    if figure.new != nil { panes.append(pane("new", picture(film.pictures.new, "new"))) }
    if isPair {
      let canvas = "<canvas role=\"img\" aria-label=\"difference of \(HTML.escaped(figure.name))\">"
      panes.append(pane("diff", paper(canvas + "</canvas>")))
      panes.append("<div class=\"divider\"></div>")
    }
    return HTML.element("div", "class=\"view\"", panes.joined(separator: "\n"))
  }

  /// A place for the pictures of a side, as large as they will be shown.
  private func picture(_ side: PageFilm.Side?, _ name: String) -> String {
    guard let side else { return paper("") }
    let width = max(1, figure.shownWidth ?? side.width)
    let height = max(1, side.height * width / side.width)
    let image =
      "<img alt=\"\(HTML.escaped("\(figure.name), \(name)"))\" width=\"\(width)\" height=\"\(height)\"/>"
    let delays = side.delays.map(String.init).joined(separator: ",")
    return paper(image, " data-delays=\"\(delays)\"")
  }

  private func paper(_ content: String, _ attributes: String = "") -> String {
    "<div class=\"paper\"\(attributes)>\(content)</div>"
  }

  private func pane(_ side: String, _ content: String) -> String {
    let legend = [
      ("#0072B2", "darker"), ("#D55E00", "lighter"), ("#882255", "other hue"),
    ].map { "<i class=\"legend\" style=\"background:\($0)\"></i>\($1)" }.joined()
    let tag = side == "diff" ? "difference:\(legend)" : side
    return "<div class=\"pane \(side)\"><span class=\"tag\">\(tag)</span>\(content)</div>"
  }
}
