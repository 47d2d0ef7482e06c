/// A part of a formula with its class, by which TeX decides on the blanks between two of them (The TeXbook, chapter 18).
struct MathAtom {
  enum Kind {
    case ordinary
    /// A function's name or a sign such as ∑.
    case function
    case binary, relation, open, close, punctuation
    /// What `\left` and `\right` enclose.
    case inner
    /// A blank that the author asks for.
    case space
  }

  /// Where scripts go.
  enum Limits {
    /// Beside it.
    case never
    /// Above and below where the formula has a paragraph to itself, else beside it.
    case inDisplays
    case always
  }

  var kind: Kind
  /// Its MathML: one element.
  var mathML: String
  var limits = Limits.never
}

extension [MathAtom] {
  /// The MathML of all of them: one element.
  var row: String {
    let elements = elements
    return elements.count == 1 ? elements[0] : "<mrow>\(elements.joined())</mrow>"
  }

  /// The elements, with the blanks of TeX between them where MathML has none by itself: operators of MathML bring those of
  /// relations, binary operators and commas along.
  private var elements: [String] {
    var elements: [String] = []
    var previous: MathAtom.Kind?
    for atom in self {
      var (kind, mathML) = (atom.kind, atom.mathML)
      if kind == .binary, !Self.canPrecedeBinary(previous) {
        // A sign, as in −x or (−x).
        kind = .ordinary
        mathML = mathML.replacing("<mo>", with: "<mo form=\"prefix\">")
      }
      if let before = previous, Self.isParted(before, kind) {
        elements.append(Self.blank("0.1667em"))
      }
      elements.append(mathML)
      // After a blank of the author's no other is needed, but a sign stays a sign.
      if kind == .space {
        if previous == .function || previous == .inner { previous = .open }
      } else {
        previous = kind
      }
    }
    return elements
  }

  private static func canPrecedeBinary(_ kind: MathAtom.Kind?) -> Bool {
    switch kind {
    case .ordinary, .close, .inner: true
    case nil, .function, .binary, .relation, .open, .punctuation, .space: false
    }
  }

  private static func isParted(_ left: MathAtom.Kind, _ right: MathAtom.Kind) -> Bool {
    switch (left, right) {
    case (.function, .ordinary), (.function, .function), (.function, .inner): true
    case (.ordinary, .function), (.close, .function), (.inner, .function): true
    case (.inner, .ordinary), (.ordinary, .inner), (.inner, .inner), (.close, .inner): true
    case (.inner, .open): true
    default: false
    }
  }

  static func blank(_ width: String) -> String { "<mspace width=\"\(width)\"/>" }
}
