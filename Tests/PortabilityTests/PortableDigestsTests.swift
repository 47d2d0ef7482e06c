import Digests
import Foundation
import Tensors
import Testing

/// The digests that every build and every processor agrees on: `Tests/Portability/run` compares arm64, builds for
/// other vectors and one without vectors with the same list.
@Suite struct PortableDigestsTests {
  @Test(arguments: [1, 2, 3, 7, 16])
  func everyOperationHasTheBitsThatEveryProcessorHas(threads: Int) throws {
    let file = try #require(Bundle.module.url(forResource: "digests", withExtension: "txt"))
    let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map(String.init).filter { !$0.hasPrefix("#") }
    var found: [String] = []
    Engine(threads: threads).withCurrent {
      forEachDigest { found.append(digestLine($0, $1)) }
    }
    #expect(found == expected)
  }
}
