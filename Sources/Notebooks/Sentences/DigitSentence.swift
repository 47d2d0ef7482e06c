import Platform

/// An English sentence that describes a written digit: "a thin seven, leaning right".
///
/// The grammar, where words in brackets may be left out and `,` never matters:
///
///     sentence   = [article] {property} digit {property}
///     article    = "a" | "an" | "the"
///     digit      = "zero" … "nine" | "0" … "9"
///     property   = [degree] ("thin" | "bold" | "thick" | "upright") | lean
///     lean       = "leaning" [degree] ["to" "the"] side | [degree] "leaning" ["to" "the"] side
///     side       = "left" | "right"
///     degree     = "slightly" | "very"
///
/// A sentence has one digit, and says at most one thing about its strokes and one about its slant. Capitals do not
/// matter.
public struct DigitSentence: Equatable, Sendable {
  /// How a digit leans.
  public enum Slant: Equatable, Sendable {
    /// So many standard deviations of all digits' slants further to the right than their mean.
    case leaning(Double)
    /// Not at all.
    case upright
  }

  /// The sentence as it was written.
  public let text: String
  /// The digit, 0 to 9.
  public let digit: UInt8
  /// How much thicker the strokes are than the mean, in standard deviations of all digits' thicknesses.
  public let thickness: Double
  /// How it leans; as the mean of all digits where nothing is said.
  public let slant: Slant

  /// What a word does, in standard deviations: with "slightly", by itself, and with "very".
  private static let degrees = (slightly: 0.5, plain: 1.0, very: 1.75)

  /// Reads a sentence.
  ///
  /// - Throws: `SentenceError` where a word is unknown or in the wrong place, something is said twice, or no digit is
  ///   named.
  public init(_ text: String) throws(SentenceError) {
    var words = SentenceWords(text)
    var digit: UInt8?
    var thickness: Double?
    var slant: Slant?
    words.skip(["a", "an", "the"])
    while let word = words.next() {
      if let number = SentenceWords.digits[word] {
        if digit != nil { throw words.error("names a second digit with \"\(word)\"") }
        digit = number
        continue
      }
      var (degree, property) = (Self.degrees.plain, word)
      if let named = Self.degree(of: word) {
        guard let next = words.next() else { throw words.error("ends after \"\(word)\"") }
        (degree, property) = (named, next)
      }
      switch property {
      case "thin", "thick", "bold":
        if thickness != nil { throw words.error("tells the strokes' thickness twice") }
        thickness = property == "thin" ? -degree : degree
      case "upright", "leaning":
        if slant != nil { throw words.error("tells the slant twice") }
        slant = property == "upright" ? .upright : try Self.lean(degree, &words)
      default:
        throw words.unknown(property)
      }
    }
    guard let digit else { throw words.error("names no digit") }
    self.text = text
    self.digit = digit
    self.thickness = thickness ?? 0
    self.slant = slant ?? .leaning(0)
  }

  /// Reads sentences with semicolons between them.
  ///
  /// - Throws: `SentenceError` at the first one that is none.
  public static func all(in text: String) throws(SentenceError) -> [DigitSentence] {
    var sentences: [DigitSentence] = []
    for part in text.split(separator: ";") {
      sentences.append(
        try DigitSentence(part.split(whereSeparator: \.isWhitespace).joined(separator: " ")))
    }
    return sentences
  }

  private static func degree(of word: String) -> Double? {
    ["slightly": degrees.slightly, "very": degrees.very][word]
  }

  /// What follows "leaning".
  private static func lean(
    _ degree: Double, _ words: inout SentenceWords
  ) throws(SentenceError) -> Slant {
    var degree = degree
    guard var side = words.next() else { throw words.error("does not say where it leans") }
    if let named = Self.degree(of: side) {
      degree = named
      side = words.next() ?? ""
    }
    if side == "to" {
      words.skip(["the"])
      side = words.next() ?? ""
    }
    switch side {
    case "right": return .leaning(degree)
    case "left": return .leaning(-degree)
    default: throw words.error("leans neither \"left\" nor \"right\"")
    }
  }
}

/// A text that does not describe a digit in the words that are known.
public struct SentenceError: Error, Equatable, CustomStringConvertible {
  /// The sentence.
  public let text: String
  let problem: String
  /// A question with a space before it, or nothing.
  var suggestion = ""

  /// What is wrong with it, and how one looks that is not.
  public var description: String {
    "the sentence \"\(text)\" \(problem).\(suggestion) Write one like \"a thin seven, leaning right\" or "
      + "\"a very bold upright 4\"."
  }
}

/// The words of a sentence, one after the other.
private struct SentenceWords {
  private let text: String
  private var words: ArraySlice<String>

  static let digits: [String: UInt8] = {
    let names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    var digits: [String: UInt8] = [:]
    for (number, name) in names.enumerated() {
      digits[name] = UInt8(number)
      digits["\(number)"] = UInt8(number)
    }
    return digits
  }()

  private static let others = [
    "thin", "thick", "bold", "upright", "leaning", "left", "right", "slightly", "very",
  ]

  init(_ text: String) {
    self.text = text
    words =
      text.lowercased().split { $0.isWhitespace || $0 == "," || $0 == "." }.map(String.init)[...]
  }

  mutating func next() -> String? { words.popFirst() }

  /// Passes over the next word if it is one of `candidates`.
  mutating func skip(_ candidates: [String]) {
    if let word = words.first, candidates.contains(word) { words.removeFirst() }
  }

  func error(_ problem: String) -> SentenceError { SentenceError(text: text, problem: problem) }

  func unknown(_ word: String) -> SentenceError {
    SentenceError(
      text: text, problem: "has \"\(word)\" where a digit, its strokes or its slant could be told",
      suggestion: Suggestion.sentence(
        for: word, among: Self.others + Self.digits.keys.sorted().filter { $0.count > 1 }))
  }
}
