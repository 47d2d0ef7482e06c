import Foundation
import Lexing
import Notebooks
import Testing

@testable import Pages

/// Formulas as MathML, which was written by hand from MathML Core and chapter 18 of The TeXbook.
@Suite struct FormulaTests {
  private func mathML(_ formula: String) throws -> String {
    let math = try Formula(formula, isDisplayed: false).mathML
    return String(math.dropFirst("<math>".count).dropLast("</math>".count))
  }

  private static let parentheses = (
    "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">(</mo>",
    "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">)</mo>"
  )
  private static let bar = "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo>"
  private static let thin = "<mspace width=\"0.1667em\"/>"

  @Test(arguments: [
    ("x", "<mi>x</mi>"),
    ("L_1", "<msub><mi>L</mi><mn>1</mn></msub>"),
    ("e^{-3}", "<msup><mi>e</mi><mrow><mo form=\"prefix\">−</mo><mn>3</mn></mrow></msup>"),
    (
      "\\mu_{11} / \\mu_{02}",
      "<mrow><msub><mi>μ</mi><mn>11</mn></msub><mo lspace=\"0\" rspace=\"0\">/</mo>"
        + "<msub><mi>μ</mi><mn>02</mn></msub></mrow>"
    ),
    ("p_k^2", "<msubsup><mi>p</mi><mi>k</mi><mn>2</mn></msubsup>"),
    ("a - b", "<mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow>"),
    ("= -1.5", "<mrow><mo>=</mo><mo form=\"prefix\">−</mo><mn>1.5</mn></mrow>"),
    ("\\log 2", "<mrow><mi>log</mi>\(thin)<mn>2</mn></mrow>"),
    (
      "E \\log(D)",
      "<mrow><mi>E</mi>\(thin)<mi>log</mi>\(parentheses.0)<mi>D</mi>\(parentheses.1)</mrow>"
    ),
    ("\\sin^2 \\theta", "<mrow><msup><mi>sin</mi><mn>2</mn></msup>\(thin)<mi>θ</mi></mrow>"),
    ("|Z|", "<mrow>\(bar)<mi>Z</mi>\(bar)</mrow>"),
    (
      "\\tfrac12 E",
      "<mrow><mstyle displaystyle=\"false\"><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle>"
        + "<mi>E</mi></mrow>"
    ),
    ("\\frac{Z}{10}", "<mfrac><mi>Z</mi><mn>10</mn></mfrac>"),
    (
      "\\sqrt{\\pi/2}",
      "<msqrt><mrow><mi>π</mi><mo lspace=\"0\" rspace=\"0\">/</mo><mn>2</mn></mrow></msqrt>"
    ),
    ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
    ("\\hat X", "<mover accent=\"true\"><mi>X</mi><mo stretchy=\"false\">^</mo></mover>"),
    (
      "\\sum_i x_i",
      "<mrow><munder><mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\">∑</mo><mi>i</mi></munder>"
        + "\(thin)<msub><mi>x</mi><mi>i</mi></msub></mrow>"
    ),
    (
      "\\left(x\\right)^2",
      "<msup><mrow><mo fence=\"true\" stretchy=\"true\" form=\"prefix\">(</mo><mi>x</mi>"
        + "<mo fence=\"true\" stretchy=\"true\" form=\"postfix\">)</mo></mrow><mn>2</mn></msup>"
    ),
    ("W^\\top", "<msup><mi>W</mi><mi mathvariant=\"normal\">⊤</mi></msup>"),
    ("E\\,f", "<mrow><mi>E</mi>\(thin)<mi>f</mi></mrow>"),
    (
      "\\underbrace{x}_{\\text{a & b}}",
      "<munder><munder><mi>x</mi><mo stretchy=\"true\">⏟</mo></munder><mtext>a &amp; b</mtext></munder>"
    ),
    ("\\mathcal{L}", "<mi>ℒ</mi>"), ("\\mathbb E", "<mi>𝔼</mi>"),
    ("f'", "<msup><mi>f</mi><mo>′</mo></msup>"),
    ("x<y", "<mrow><mi>x</mi><mo>&lt;</mo><mi>y</mi></mrow>"),
  ])
  func aFormulaIsSet(formula: String, expected: String) throws {
    #expect(try mathML(formula) == expected)
  }

  @Test func aFormulaOnItsOwnIsABlock() throws {
    #expect(
      try Formula("x", isDisplayed: true).mathML == "<math display=\"block\"><mi>x</mi></math>")
  }

  @Test(arguments: [
    ("a + \\foo b", 5, "\\foo is not known here; write it otherwise, or add it to TeXSymbols"),
    ("\\lamda", 1, "\\lamda is not known here. Did you mean \"lambda\"?"),
    ("{a", 1, "a brace that nothing closes"), ("a}", 2, "\"}\" without what it closes"),
    ("\\left( a", 1, "\\left without \\right"),
    ("\\frac{1}", 9, "nothing where something is taken"),
    ("x_1_2", 4, "a second subscript"), ("x^", 3, "nothing where something is taken"),
    ("\\sqrt[3 x", 1, "a bracket that nothing closes"), ("€", 1, "\"€\" is not known here"),
    ("\\", 1, "a \\ at its end"), ("\\left a \\right)", 7, "no bracket where one is taken"),
    ("\\text{$}", 7, "$ in a text"),
  ])
  func whatIsNotKnownIsNamed(formula: String, place: Int, problem: String) {
    let error = #expect(throws: FormulaError.self) {
      try Formula(formula, isDisplayed: false).mathML
    }
    #expect(error == FormulaError(formula: formula, place: place, problem: problem))
  }

  @Test func aHostileFormulaDoesNotExhaustTheStack() {
    for formula in [
      String(repeating: "{", count: 10_000), String(repeating: "\\sqrt", count: 10_000),
      String(repeating: "x_{", count: 10_000), String(repeating: "\\left(", count: 10_000),
    ] {
      #expect(throws: FormulaError.self) { try Formula(formula, isDisplayed: true).mathML }
    }
  }

  /// The texts of the catalogue's notebooks, of what they share, and the page on measures.
  private func proses() throws -> [(name: String, text: String)] {
    let folder = URL(filePath: #filePath).appending(path: "../../../experiments")
      .standardizedFileURL.path
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    let notebooks = try files.filter { $0.hasSuffix(".swift") }.map { file in
      let source = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      let blocks = SourceBlock.blocks(of: source).filter { $0.kind == .prose }
      return (file, blocks.map { $0.lines.joined(separator: "\n") }.joined(separator: "\n\n"))
    }
    return notebooks + [(MeasuresPage.name, MeasuresPage.markdown)]
  }

  @Test func everyFormulaOfTheCatalogueIsSet() throws {
    var count = 0
    for (name, text) in try proses() {
      var writer = MarkdownHTML(address: { $0 }, picture: { image, _ in image.alt })
      do {
        let html = try writer.html(of: MarkdownParser.blocks(of: text))
        count += html.matches(of: /<math/).count
        // Nothing between dollars is left, but for prices.
        let shown = html.replacing(/<(pre|code|math)[^>]*>.*?<\/(pre|code|math)>/, with: "")
        #expect(!shown.contains("$"), "\(name)")
      } catch let problem as MarkdownHTML.FormulaProblem {
        Issue.record("\(name): \(problem.error)")
      }
    }
    #expect(count > 100)
  }
}
