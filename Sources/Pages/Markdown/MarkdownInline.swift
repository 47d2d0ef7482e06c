/// A part of the text of a paragraph.
indirect enum MarkdownInline: Equatable {
  case text(String)
  case code(String)
  case strong([MarkdownInline])
  case emphasis([MarkdownInline])
  case link(address: String, [MarkdownInline])
  case image(MarkdownImage)
  case formula(String, isDisplayed: Bool, line: Int)
  case lineBreak
  /// The tags `<sub>`, `<sup>` and `<kbd>` with what they hold.
  case element(String, [MarkdownInline])
}

/// A picture in a text.
struct MarkdownImage: Equatable {
  /// Its file, from the folder of the text.
  let file: String
  /// What to read where it cannot be shown.
  let alt: String
  /// The width at which it is shown, in pixels of a web page; its own where it is nil.
  let width: Int?
  /// Whether text flows along its left side.
  var isAside = false
}

extension [MarkdownInline] {
  /// What is read, without marks.
  var plainText: String {
    map { part in
      switch part {
      case .text(let text), .code(let text): text
      case .strong(let parts), .emphasis(let parts), .link(_, let parts), .element(_, let parts):
        parts.plainText
      case .image(let image): image.alt
      case .formula(let formula, _, _): formula
      case .lineBreak: " "
      }
    }.joined()
  }

  /// The pictures, if there is nothing else.
  var onlyImages: [MarkdownInline]? {
    let parts = filter {
      if case .text(let text) = $0 { !text.allSatisfy(\.isWhitespace) } else { true }
    }
    let areImages = parts.allSatisfy { part in
      switch part {
      case .image: true
      case .link(_, let parts): parts.onlyImages != nil
      default: false
      }
    }
    return parts.isEmpty || !areImages ? nil : parts
  }

  /// Without what is only a link's ends, as in a heading that is a link.
  var withoutLinks: [MarkdownInline] {
    flatMap { part in
      if case .link(_, let parts) = part { parts.withoutLinks } else { [part] }
    }
  }
}
