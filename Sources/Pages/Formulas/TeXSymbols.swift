/// What the commands of TeX stand for that take nothing after them.
enum TeXSymbols {
  /// Letters and other signs that are set like letters.
  static let ordinary: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "ell": "ℓ",
  ]

  /// The same, upright.
  static let upright: [String: String] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "nabla": "∇",
    "partial": "∂", "top": "⊤", "bot": "⊥", "emptyset": "∅", "forall": "∀", "exists": "∃",
    "ldots": "…", "dots": "…", "cdots": "⋯", "prime": "′", "%": "%", "$": "$", "#": "#",
    "&": "&amp;", "_": "_",
  ]

  static let relations: [String: String] = [
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "ll": "≪", "gg": "≫",
    "sim": "∼", "approx": "≈", "equiv": "≡", "propto": "∝", "in": "∈", "notin": "∉",
    "subset": "⊂", "subseteq": "⊆", "mid": "∣", "parallel": "∥", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "mapsto": "↦", "Rightarrow": "⇒", "iff": "⟺",
  ]

  static let binaries: [String: String] = [
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "circ": "∘", "ast": "∗",
    "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "cup": "∪", "cap": "∩", "setminus": "∖",
  ]

  static let opening: [String: String] = [
    "{": "{", "lbrace": "{", "lvert": "|", "lVert": "‖", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈",
  ]

  static let closing: [String: String] = [
    "}": "}", "rbrace": "}", "rvert": "|", "rVert": "‖", "rangle": "⟩", "rfloor": "⌋",
    "rceil": "⌉",
  ]

  /// Functions that are set upright by their names.
  static let functions: Set<String> = [
    "arctan", "cos", "cosh", "deg", "dim", "exp", "log", "ln", "sin", "sinh", "tan", "tanh",
  ]

  /// Functions that have what they range over below them.
  static let limits: [String: String] = [
    "arg": "arg", "det": "det", "gcd": "gcd", "inf": "inf", "lim": "lim", "max": "max",
    "min": "min", "sup": "sup", "sum": "∑", "prod": "∏", "bigcup": "⋃", "bigcap": "⋂",
  ]

  /// Integrals have them beside.
  static let integrals: [String: String] = ["int": "∫", "iint": "∬", "oint": "∮"]

  /// Blanks, by their widths.
  static let spaces: [String: String] = [
    ",": "0.1667em", ":": "0.2222em", ">": "0.2222em", ";": "0.2778em", "!": "-0.1667em",
    " ": "0.25em", "quad": "1em", "qquad": "2em",
  ]

  /// What stands over a letter, and whether it is as wide as what is below.
  static let accents: [String: (sign: String, stretches: Bool)] = [
    "hat": ("^", false), "widehat": ("^", true), "bar": ("¯", false), "overline": ("¯", true),
    "tilde": ("~", false), "widetilde": ("~", true), "vec": ("→", false), "dot": ("˙", false),
    "ddot": ("¨", false),
  ]

  /// Alphabets of Unicode's mathematical letters: where `A`, `a` and `0` begin, and the letters that stand elsewhere.
  struct Alphabet {
    let capital: UInt32
    let small: UInt32?
    let zero: UInt32?
    var others: [Character: String] = [:]

    /// A letter or digit of the alphabet.
    func letter(_ character: Character) -> String? {
      if let other = others[character] { return other }
      guard let value = character.asciiValue else { return nil }
      let start: (UInt32?, UInt8)
      switch character {
      case "A"..."Z": start = (capital, UInt8(ascii: "A"))
      case "a"..."z": start = (small, UInt8(ascii: "a"))
      case "0"..."9": start = (zero, UInt8(ascii: "0"))
      default: return nil
      }
      return start.0.flatMap { Unicode.Scalar($0 + UInt32(value - start.1)) }
        .map { String(Character($0)) }
    }
  }

  static let alphabets: [String: Alphabet] = [
    "mathbf": Alphabet(capital: 0x1D400, small: 0x1D41A, zero: 0x1D7CE),
    "mathcal": Alphabet(
      capital: 0x1D49C, small: 0x1D4B6, zero: nil,
      others: [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ",
        "g": "ℊ", "o": "ℴ",
      ]),
    "mathbb": Alphabet(
      capital: 0x1D538, small: 0x1D552, zero: 0x1D7D8,
      others: [
        "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
      ]),
  ]

  /// All commands, for "did you mean"; of two that differ in case alone the small one first.
  static var all: [String] {
    let tables = [
      ordinary, upright, relations, binaries, opening, closing, limits, integrals, spaces,
    ].flatMap(\.keys)
    let others = [
      "frac", "tfrac", "dfrac", "sqrt", "text", "mathrm", "operatorname", "left", "right", "|",
      "underbrace", "overbrace", "underline",
    ]
    return (tables + Array(functions) + Array(accents.keys) + Array(alphabets.keys) + others)
      .sorted { ($0.lowercased(), $1) < ($1.lowercased(), $0) }
  }
}
