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
    let diagram = Diagram("d", "a leads to b", .init(["a → b"]))
    let line = #line - 1
    lab.show([diagram])
    #expect(lab.record.outputs.map(\.line) == [line])
    #expect(lab.mistake == nil)
  }

  @Test(arguments: [
    (FigureSpec.DiagramPart(["a → "]), "a box without a name"),
    (.init(["⇄ a"]), "a box without a name"),
    (.init(["a → b → a"]), "its arrows lead back"),
    (.init(trained: ["network"], ["a → b"]), "no arrow leads from or to \"network\""),
    (.init(["a"]), "no figure has 1 boxes"),
    (.init([]), "no figure has 0 boxes"),
  ])
  func mistakesAreTold(part: FigureSpec.DiagramPart, words: String) {
    #expect(problem(part)?.contains(words) == true)
  }
}
