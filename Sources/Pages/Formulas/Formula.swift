import Platform
import Weaving

/// A formula as the notebooks write it, between dollars, in the part of TeX that they use.
///
/// It is set as MathML Core, which browsers show without a script. The libraries that know all of TeX are written in JavaScript
/// and would bring their fonts along; what is not known here is an error that names it, and not a formula with a gap.
package struct Formula {
  package let text: String
  /// Whether it has a paragraph to itself.
  package let isDisplayed: Bool

  package init(_ text: String, isDisplayed: Bool) {
    self.text = text
    self.isDisplayed = isDisplayed
  }

  /// The formula as MathML.
  ///
  /// - Throws: `FormulaError` where it has a command that is not known, or something is missing.
  package var mathML: String {
    get throws(FormulaError) {
      var parser = FormulaParser(text)
      let row = try parser.formula().row
      return HTML.element("math", isDisplayed ? "display=\"block\"" : "", row)
    }
  }
}

/// Reads a formula from left to right.
private struct FormulaParser {
  private let text: String
  private let characters: [Character]
  private var at = 0
  /// Groups in one another: a hostile formula must not exhaust the stack.
  private var depth = 0
  private static let deepest = 40

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  mutating func formula() throws(FormulaError) -> [MathAtom] {
    let atoms = try row()
    if at < characters.count { throw error("\(shown(at)) without what it closes", at: at) }
    return atoms
  }

  // MARK: - Rows

  /// Atoms up to the end, a closing brace, `]` where that ends an optional argument, or `\right`, which stay.
  private mutating func row(untilBracket: Bool = false) throws(FormulaError) -> [MathAtom] {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw error("too many groups in one another", at: at) }
    var atoms: [MathAtom] = []
    while let next = peek() {
      if next == "}" || (untilBracket && next == "]") || isCommand("right") { break }
      if next.isWhitespace {
        at += 1
        continue
      }
      atoms.append(try scripted())
    }
    return atoms
  }

  /// An atom with its scripts.
  private mutating func scripted() throws(FormulaError) -> MathAtom {
    let nucleus: MathAtom =
      peek() == "^" || peek() == "_"
      ? MathAtom(kind: .ordinary, mathML: "<mrow></mrow>") : try atom()
    var (below, above): (String?, String?) = (nil, nil)
    while true {
      skipBlanks()
      let place = at
      if peek() == "_" {
        at += 1
        if below != nil { throw error("a second subscript", at: place) }
        below = try argument()
      } else if peek() == "^" {
        at += 1
        if above != nil { throw error("a second superscript", at: place) }
        above = try argument()
      } else if peek() == "'" {
        var primes = ""
        while peek() == "'" {
          primes += "′"
          at += 1
        }
        if above != nil { throw error("a second superscript", at: place) }
        above = "<mo>\(primes)</mo>"
      } else {
        break
      }
    }
    if below == nil, above == nil { return nucleus }
    let isStacked = nucleus.limits != .never
    let (name, scripts) =
      switch (below, above) {
      case (let below?, nil): (isStacked ? "munder" : "msub", below)
      case (nil, let above?): (isStacked ? "mover" : "msup", above)
      default: (isStacked ? "munderover" : "msubsup", (below ?? "") + (above ?? ""))
      }
    return MathAtom(
      kind: nucleus.kind, mathML: HTML.element(name, "", nucleus.mathML + scripts))
  }

  /// What a script or a command takes: a group, or what comes next.
  private mutating func argument() throws(FormulaError) -> String {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw error("too many commands in one another", at: at) }
    skipBlanks()
    guard let next = peek() else { throw error("nothing where something is taken", at: at) }
    if next == "{" { return try group().row }
    if next == "}" || next == "^" || next == "_" {
      throw error("\(shown(at)) where something is taken", at: at)
    }
    // A digit alone: \tfrac12 is one half.
    if next.isWholeNumber {
      at += 1
      return "<mn>\(next)</mn>"
    }
    return [try atom()].row
  }

  private mutating func group() throws(FormulaError) -> [MathAtom] {
    let start = at
    at += 1
    let atoms = try row()
    guard peek() == "}" else { throw error("a brace that nothing closes", at: start) }
    at += 1
    return atoms
  }

  // MARK: - Atoms

  private mutating func atom() throws(FormulaError) -> MathAtom {
    let start = at
    guard let next = peek() else { throw error("nothing where something is taken", at: at) }
    if next == "\\" { return try command() }
    if next == "{" {
      return MathAtom(kind: .ordinary, mathML: try group().row)
    }
    if next.isASCII, next.isWholeNumber { return number() }
    at += 1
    switch next {
    case "+": return MathAtom(kind: .binary, mathML: "<mo>+</mo>")
    case "-": return MathAtom(kind: .binary, mathML: "<mo>−</mo>")
    case "*": return MathAtom(kind: .binary, mathML: "<mo>∗</mo>")
    case "=", "<", ">", ":":
      return MathAtom(kind: .relation, mathML: "<mo>\(HTML.escaped(String(next)))</mo>")
    case "(", "[": return Self.bracket(String(next), .open)
    case ")", "]": return Self.bracket(String(next), .close)
    case "|": return Self.bracket("|", .ordinary)
    case ",", ";": return MathAtom(kind: .punctuation, mathML: "<mo>\(next)</mo>")
    case "/", ".", "!", "?", "…": return MathAtom(kind: .ordinary, mathML: Self.tight(String(next)))
    case "~": return MathAtom(kind: .space, mathML: [MathAtom].blank("0.25em"))
    default:
      if next.isLetter { return MathAtom(kind: .ordinary, mathML: "<mi>\(next)</mi>") }
      throw error("\(shown(start)) is not known here", at: start)
    }
  }

  private mutating func number() -> MathAtom {
    let start = at
    while let next = peek(), next.isASCII, next.isWholeNumber { at += 1 }
    if peek() == ".", at + 1 < characters.count, characters[at + 1].isWholeNumber {
      at += 1
      while let next = peek(), next.isASCII, next.isWholeNumber { at += 1 }
    }
    return MathAtom(kind: .ordinary, mathML: "<mn>\(String(characters[start..<at]))</mn>")
  }

  /// A bracket of the size of the text. MathML would stretch it.
  private static func bracket(_ sign: String, _ kind: MathAtom.Kind) -> MathAtom {
    MathAtom(
      kind: kind, mathML: "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">\(sign)</mo>")
  }

  private static func tight(_ sign: String) -> String {
    "<mo lspace=\"0\" rspace=\"0\">\(sign)</mo>"
  }

  // MARK: - Commands

  private mutating func command() throws(FormulaError) -> MathAtom {
    let start = at
    let name = try commandName()
    if let sign = TeXSymbols.ordinary[name] {
      return MathAtom(kind: .ordinary, mathML: "<mi>\(sign)</mi>")
    }
    if let sign = TeXSymbols.upright[name] {
      return MathAtom(kind: .ordinary, mathML: "<mi mathvariant=\"normal\">\(sign)</mi>")
    }
    if let sign = TeXSymbols.relations[name] {
      return MathAtom(kind: .relation, mathML: "<mo>\(sign)</mo>")
    }
    if let sign = TeXSymbols.binaries[name] {
      return MathAtom(kind: .binary, mathML: "<mo>\(sign)</mo>")
    }
    if let sign = TeXSymbols.opening[name] { return Self.bracket(sign, .open) }
    if let sign = TeXSymbols.closing[name] { return Self.bracket(sign, .close) }
    if TeXSymbols.functions.contains(name) {
      return MathAtom(kind: .function, mathML: "<mi>\(name)</mi>")
    }
    if let sign = TeXSymbols.limits[name] {
      return MathAtom(
        kind: .function,
        mathML: "<mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\">\(sign)</mo>",
        limits: .inDisplays)
    }
    if let sign = TeXSymbols.integrals[name] {
      return MathAtom(kind: .function, mathML: Self.tight(sign))
    }
    if let width = TeXSymbols.spaces[name] {
      return MathAtom(kind: .space, mathML: [MathAtom].blank(width))
    }
    if let accent = TeXSymbols.accents[name] {
      let sign = "<mo stretchy=\"\(accent.stretches)\">\(accent.sign)</mo>"
      return MathAtom(
        kind: .ordinary,
        mathML: HTML.element("mover", "accent=\"true\"", try argument() + sign))
    }
    if let alphabet = TeXSymbols.alphabets[name] {
      let place = at
      let letters = try plainText().filter { !$0.isWhitespace }.map(alphabet.letter)
      guard let known = letters as? [String] else {
        throw error("a sign that \\\(name) has no letter for", at: place)
      }
      return MathAtom(kind: .ordinary, mathML: "<mi>\(known.joined())</mi>")
    }
    return try construction(name, at: start)
  }

  /// Commands with arguments of their own kinds.
  private mutating func construction(
    _ name: String, at start: Int
  ) throws(FormulaError) -> MathAtom {
    switch name {
    case "frac", "tfrac", "dfrac":
      let fraction = HTML.element("mfrac", "", try argument() + argument())
      if name == "frac" { return MathAtom(kind: .ordinary, mathML: fraction) }
      return MathAtom(
        kind: .ordinary,
        mathML: HTML.element("mstyle", "displaystyle=\"\(name == "dfrac")\"", fraction))
    case "sqrt":
      skipBlanks()
      guard peek() == "[" else {
        return MathAtom(kind: .ordinary, mathML: HTML.element("msqrt", "", try argument()))
      }
      at += 1
      let index = try row(untilBracket: true).row
      guard peek() == "]" else { throw error("a bracket that nothing closes", at: start) }
      at += 1
      return MathAtom(kind: .ordinary, mathML: HTML.element("mroot", "", try argument() + index))
    case "text":
      return MathAtom(
        kind: .ordinary, mathML: HTML.element("mtext", "", HTML.escaped(try plainText())))
    case "mathrm", "operatorname":
      let text = HTML.escaped(try plainText())
      return MathAtom(
        kind: name == "mathrm" ? .ordinary : .function,
        mathML: HTML.element("mi", "mathvariant=\"normal\"", text))
    case "underbrace", "overbrace":
      let isBelow = name == "underbrace"
      let brace = "<mo stretchy=\"true\">\(isBelow ? "⏟" : "⏞")</mo>"
      return MathAtom(
        kind: .inner,
        mathML: HTML.element(isBelow ? "munder" : "mover", "", try argument() + brace),
        limits: .always)
    case "underline":
      return MathAtom(
        kind: .ordinary,
        mathML: HTML.element("munder", "", try argument() + "<mo stretchy=\"true\">_</mo>"))
    case "|": return Self.bracket("‖", .ordinary)
    case "left":
      let opening = try delimiter(form: "prefix")
      let content = try row()
      guard isCommand("right") else { throw error("\\left without \\right", at: start) }
      _ = try commandName()
      let closing = try delimiter(form: "postfix")
      return MathAtom(
        kind: .inner, mathML: HTML.element("mrow", "", opening + content.row + closing))
    default:
      let suggestion = Suggestion.sentence(for: name, among: TeXSymbols.all)
      throw error(
        "\\\(name) is not known here"
          + (suggestion.isEmpty
            ? "; write it otherwise, or add it to TeXSymbols" : ".\(suggestion)"),
        at: start)
    }
  }

  /// What follows `\left` or `\right`, as high as what is between; a dot is none.
  private mutating func delimiter(form: String) throws(FormulaError) -> String {
    skipBlanks()
    let start = at
    let sign: String?
    if peek() == "\\" {
      let name = try commandName()
      sign = name == "|" ? "‖" : TeXSymbols.opening[name] ?? TeXSymbols.closing[name]
    } else {
      sign = peek().flatMap { "()[]|/.".contains($0) ? String($0) : nil }
      at += 1
    }
    guard let sign else { throw error("no bracket where one is taken", at: start) }
    if sign == "." { return "" }
    return "<mo fence=\"true\" stretchy=\"true\" form=\"\(form)\">\(sign)</mo>"
  }

  /// Text between braces, or one character.
  private mutating func plainText() throws(FormulaError) -> String {
    skipBlanks()
    guard let next = peek() else { throw error("nothing where something is taken", at: at) }
    let start = at
    at += 1
    if next != "{" { return String(next) }
    guard let end = characters[at...].firstIndex(of: "}") else {
      throw error("a brace that nothing closes", at: start)
    }
    let text = String(characters[at..<end])
    if let wrong = text.firstIndex(where: { "\\{$".contains($0) }) {
      throw error(
        "\(text[wrong]) in a text", at: at + text.distance(from: text.startIndex, to: wrong))
    }
    at = end + 1
    return text
  }

  // MARK: - Characters

  private func peek() -> Character? { at < characters.count ? characters[at] : nil }

  private mutating func skipBlanks() { while peek()?.isWhitespace == true { at += 1 } }

  /// The name of the command that begins here: letters, or one other character.
  private mutating func commandName() throws(FormulaError) -> String {
    let start = at + 1
    guard start < characters.count else { throw error("a \\ at its end", at: at) }
    var end = start
    while end < characters.count, characters[end].isASCII, characters[end].isLetter { end += 1 }
    if end == start { end += 1 }
    at = end
    return String(characters[start..<end])
  }

  private func isCommand(_ name: String) -> Bool {
    var copy = self
    return peek() == "\\" && (try? copy.commandName()) == name
  }

  private func shown(_ place: Int) -> String {
    place < characters.count ? String(characters[place]).quoted : "the end"
  }

  private func error(_ problem: String, at place: Int) -> FormulaError {
    FormulaError(formula: text, place: place + 1, problem: problem)
  }
}
