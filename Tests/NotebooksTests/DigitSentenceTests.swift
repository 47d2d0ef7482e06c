import Testing

@testable import Notebooks

@Suite struct DigitSentenceTests {
  @Test(
    arguments: [
      ("a seven", 7, 0, .leaning(0)),
      ("7", 7, 0, .leaning(0)),
      ("a thin seven, leaning right", 7, -1.0, .leaning(1.0)),
      ("A very thick upright 0", 0, 1.75, .upright),
      ("the slightly bold three leaning very left.", 3, 0.5, .leaning(-1.75)),
      ("an eight, slightly leaning to the right, very thin", 8, -1.75, .leaning(0.5)),
      ("leaning slightly to left nine", 9, 0, .leaning(-0.5)),
    ] as [(String, UInt8, Double, DigitSentence.Slant)])
  func sentencesAreUnderstood(
    text: String, digit: UInt8, thickness: Double, slant: DigitSentence.Slant
  ) throws {
    let sentence = try DigitSentence(text)
    #expect(sentence.digit == digit && sentence.thickness == thickness && sentence.slant == slant)
    #expect(sentence.text == text)
  }

  @Test(arguments: [
    ("", "names no digit"),
    ("a thin one two", #"names a second digit with "two""#),
    ("a thin bold six", "tells the strokes' thickness twice"),
    ("an upright six leaning left", "tells the slant twice"),
    ("a six leaning", "does not say where it leans"),
    ("a six leaning up", #"leans neither "left" nor "right""#),
    ("a six, very", #"ends after "very""#),
    (
      "a thn six",
      #"has "thn" where a digit, its strokes or its slant could be told. Did you mean "thin"?"#
    ),
    ("a very six", #"has "six" where"#),
    ("eleven", #"Did you mean "seven"?"#),
    ("a purple cow", #"has "purple" where"#),
  ])
  func others(text: String, problem: String) throws {
    let error = #expect(throws: SentenceError.self) { try DigitSentence(text) }
    #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    #expect(error?.description.contains("Write one like") == true)
  }

  @Test func severalHaveSemicolonsBetweenThem() throws {
    let sentences = try DigitSentence.all(in: " a  thin 1 ; an upright two;")
    #expect(sentences.map(\.text) == ["a thin 1", "an upright two"])
    #expect(try DigitSentence.all(in: "").isEmpty)
    #expect(throws: SentenceError.self) { try DigitSentence.all(in: "a one; a cow") }
  }

  @Test func everyTextIsReadOrRefused() {
    let words = [
      "a", "the", "thin", "very", "slightly", "leaning", "to", "left", "right", "upright", "six",
      "9", "x", ",",
    ]
    var refused = 0
    for number in 0..<20_000 {
      var rest = number * 7919
      var sentence: [String] = []
      while rest > 0 {
        sentence.append(words[rest % words.count])
        rest /= words.count
      }
      if (try? DigitSentence(sentence.joined(separator: " "))) == nil { refused += 1 }
    }
    #expect(0 < refused && refused < 20_000)
  }
}
