/// A stroke font of our own: every character is what a round pen draws, so text is made by the same
/// integers as all else in a picture, and is the same everywhere.
enum Font {
  /// What stands for a character that the font lacks: a box.
  static let missing = Glyph(
    specification: "400 60 60 M 0 0 L 0 700 L 400 700 L 400 0 Z".split(separator: " "))

  /// The drawing of a character.
  static func glyph(_ character: Character) -> Glyph { glyphs[character] ?? missing }

  /// Whether the font has a drawing for the character.
  static func contains(_ character: Character) -> Bool { glyphs[character] != nil }

  private static let glyphs: [Character: Glyph] = {
    var glyphs: [Character: Glyph] = [
      " ": Glyph(specification: "0 0 245".split(separator: " ")),
      "\u{A0}": Glyph(specification: "0 0 245".split(separator: " ")),
      "\u{2009}": Glyph(specification: "0 40 40".split(separator: " ")),
    ]
    for table in [letters, digits, signs, greek] {
      for (name, glyph) in entries(of: table) { glyphs[Character(name)] = glyph }
    }
    let marks = Dictionary(entries(of: accents)) { first, _ in first }
    for (letters, mark) in [
      ("éáíóú", "acute"), ("èàìòù", "grave"), ("êâîôû", "circumflex"), ("ëäïöüÿ", "diaeresis"),
      ("ñãõ", "tilde"), ("å", "ring"), ("çÇ", "cedilla"),
    ] {
      for letter in letters {
        guard let base = base(of: letter), let mark = marks[mark] else { continue }
        glyphs[letter] = glyphs[base]?.adding(mark)
      }
    }
    for (raised, lowered, base) in zip(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "₀₁₂₃₄₅₆₇₈₉₊₋"), "0123456789+−").map({
      ($0.0, $0.1, $1)
    }) {
      glyphs[raised] = glyphs[base]?.scaled(by: 0.64, raisedBy: 320)
      glyphs[lowered] = glyphs[base]?.scaled(by: 0.64, raisedBy: -130)
    }
    for (name, same) in zip("μ∑∏ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "µΣΠABEZHIKMNOPTYXo") {
      glyphs[name] = glyphs[same]
    }
    return glyphs
  }()

  private static func entries(of table: String) -> [(String, Glyph)] {
    table.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return (String(words[0]), Glyph(specification: Array(words.dropFirst())))
    }
  }

  /// The letter without its mark; an i loses its dot to the mark, so it becomes a dotless stroke.
  private static func base(of letter: Character) -> Character? {
    let pairs: [(String, Character)] = [
      ("éèêë", "e"), ("áàâäãå", "a"), ("óòôöõ", "o"), ("úùûü", "u"), ("íìîï", "ı"), ("ñ", "n"),
      ("ç", "c"), ("Ç", "C"), ("ÿ", "y"),
    ]
    return pairs.first { $0.0.contains(letter) }?.1
  }

  /// Units to add between two characters whose shapes leave a hole.
  static func kerning(_ left: Character, _ right: Character) -> Double {
    for (lefts, rights, units) in pairs where lefts.contains(left) && rights.contains(right) {
      return units
    }
    return 0
  }

  private static let pairs: [(String, String, Double)] = [
    ("AÄLR", "TVWY", -70), ("TVWY", "AÄ", -70), ("L", "’'”", -90), ("A", "vwy", -30),
    ("T", "aceogqsmnpruvwxyzéö", -75), ("T", "-–−.,:;", -80), ("VWY", "aceogqsé.,-", -45),
    ("VWY", "mnpruxyz", -25), ("F", "aeo.,", -45), ("P", "aeo", -20), ("PF", ".,A", -85),
    ("K", "oceva", -30), ("r", ".,", -70), ("vwy", ".,", -60), ("k", "oce", -20),
    ("f", "’')]!?", 50), ("r", "aoceqdg", -12), ("1", "1", -40),
  ]
}
