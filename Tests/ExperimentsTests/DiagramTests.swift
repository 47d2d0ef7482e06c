import Testing

@testable import Notebooks
@testable import Records
@testable import experiments

@Suite struct DiagramTests {
  @Test(arguments: catalogue.map { $0.name })
  func canBeDrawnAndAreToldInWords(name: String) throws {
    let type = try #require(catalogue.first { $0.name == name })
    for diagram in type.diagrams {
      try diagram.spec.figure.check()
      #expect(diagram.caption.count > 100)
    }
  }

  @Test func theModelsOfTheArticlesHaveOne() {
    let drawn = catalogue.filter { !$0.diagrams.isEmpty }.map { $0.name }
    #expect(Set(["vae", "cvae", "gan", "cgan", "vae-gan"]).isSubset(of: drawn))
  }
}
