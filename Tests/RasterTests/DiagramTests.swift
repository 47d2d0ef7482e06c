import Testing

@testable import Raster

@Suite struct DiagramTests {
  private func part(_ count: Int, _ arrows: [(Int, Int)], _ gradients: Bool = true) -> Diagram.Part
  {
    Diagram.Part(
      "", boxes: (0..<count).map { .init("box \($0)", .value) },
      arrows: arrows.map { .init(from: $0.0, to: $0.1, hasGradients: gradients) })
  }

  @Test func arrowsLeadToTheRightAndWhatIsGivenStandsBeforeItsFirstUse() {
    let way = part(5, [(0, 1), (1, 2), (2, 3), (4, 3), (0, 3)])
    // By hand: a chain of four, and a fifth box that only the last of them takes.
    #expect(DiagramLayout.columns(5, way.arrows) == [0, 1, 2, 3, 2])
    #expect(!way.hasCycle)
    #expect(part(3, [(0, 1), (1, 2), (2, 1)]).hasCycle)
    #expect(part(1, [(0, 0)]).hasCycle)
  }

  @Test func anArrowPassesColumnsAtOneHeightAndTouchesNoBox() {
    let layout = DiagramLayout(of: part(5, [(0, 1), (1, 2), (2, 3), (4, 3), (0, 3)]))
    let long = layout.links[4]
    let inner = long.nodes.dropFirst().dropLast().map { layout.nodes[$0] }
    #expect(inner.map(\.column) == [1, 2] && inner[0].y == inner[1].y)
    for (index, one) in layout.nodes.enumerated() {
      for other in layout.nodes[..<index] where other.column == one.column {
        #expect(abs(one.y - other.y) >= (one.height + other.height) / 2 + 20)
      }
    }
  }

  /// Drawn as they are named, the four arrows would cross each other.
  @Test func boxesAreOrderedSoThatFewArrowsCross() {
    let layout = DiagramLayout(of: part(6, [(0, 4), (1, 3), (0, 5), (2, 3)]))
    func y(_ box: Int) -> Double { layout.nodes[box].y }
    let isCrossing = layout.links.contains { one in
      layout.links.contains { other in
        (y(one.nodes[0]) - y(other.nodes[0])) * (y(one.nodes[1]) - y(other.nodes[1])) < 0
      }
    }
    #expect(!isCrossing)
  }

  @Test func aChainIsLevel() {
    let layout = DiagramLayout(of: part(4, [(0, 1), (1, 2), (2, 3)]))
    #expect(Set(layout.nodes.map(\.y)).count == 1)
  }

  @Test func textsFitIntoTheirBoxesAndThePictureIntoItsBorder() {
    var part = part(3, [(0, 1), (1, 2)])
    part.title = "A step"
    part.boxes[1] = .init(
      "a network with quite a long name", detail: "1,234,567 parameters", .fixed)
    let layout = DiagramLayout(of: part)
    for (node, texts) in zip(layout.nodes, layout.texts) {
      let width = layout.columns[node.column].width
      #expect(texts.name.width < width && texts.detail.width < width)
      #expect(Double(texts.name.height + texts.detail.height) < node.height)
    }
    let bitmap = Diagram([part, part]).bitmap()
    #expect(bitmap.freeBorder >= 10)
    // The legend has what there is, and nothing else.
    #expect(bitmap.count(of: Diagram.Kind.fixed.color) > 0)
    #expect(bitmap.count(of: Diagram.Kind.trained.ground) == 0)
    #expect(bitmap.count(of: Diagram.Kind.given.ground) == 0)
  }

  @Test func withoutGradientsThereAreNoneInTheLegend() {
    let boxes = [(0, 1), (1, 2)]
    #expect(Diagram([part(3, boxes, false)]).bitmap().count(of: Diagram.Kind.loss.color) == 0)
    #expect(Diagram([part(3, boxes, true)]).bitmap().count(of: Diagram.Kind.loss.color) > 50)
  }
}
