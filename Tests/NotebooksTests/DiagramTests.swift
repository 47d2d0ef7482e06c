import HarnessTestSupport
import Records
import Testing

@testable import Notebooks

@Suite struct DiagramTests {
  private func problem(_ part: FigureSpec.DiagramPart) -> String? {
    let lab = lab()
    lab.show([Diagram("d", "", part)])
    return lab.mistake?.problem
  }

  @Test func standsWhereItIsDeclared() {
    let lab = lab()
    let diagram = Diagram("d", "a leads to b", .init("", ["a → b"]))
    let line = #line - 1
    lab.show([diagram])
    #expect(lab.record.outputs.map(\.line) == [line])
    #expect(lab.mistake == nil)
  }

  private typealias Part = FigureSpec.DiagramPart

  private static let mistakes: [(Part, String)] = [
    (Part("", ["a → "]), "a box without a name"),
    (Part("", ["⇄ a"]), "a box without a name"),
    (Part("", ["a → b → a"]), "its arrows lead back"),
    (Part(trained: ["network"], ["a → b"]), "no arrow leads from or to \"network\""),
    (Part("", ["a"]), "no figure has 1 boxes"),
    (Part("", []), "no figure has 0 boxes"),
  ]

  @Test(arguments: mistakes)
  func mistakesAreTold(part: FigureSpec.DiagramPart, words: String) {
    #expect(problem(part)?.contains(words) == true)
  }
}
