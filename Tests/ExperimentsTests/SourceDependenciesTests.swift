import Testing

@testable import Notebooks
@testable import experiments

@Suite struct SourceDependenciesTests {
  @Test func everyNotebookIncludesWhatItUses() {
    let uses = SourceDependencies(ProgramSources.embedded.notebooks).usesOfFilesNotIncluded()
    #expect(uses.isEmpty, "\(uses.map(\.description).joined(separator: "\n"))")
  }

  private func uses(_ texts: [String: String]) -> [String] {
    SourceDependencies(texts).usesOfFilesNotIncluded().map { "\($0.file):\($0.line) \($0.name)" }
  }

  private let notebook = "struct A: Notebook {\n  func run(in lab: Lab) {\n"

  @Test(arguments: [
    "let x = Encoder()", "let x: Encoder?", "f(x as? Encoder)", "Encoder.self", "losses(x)",
    "let y = limit + 1",
  ])
  func findsWhatOtherFilesDeclare(line: String) {
    let shared = "final class Encoder {}\nfunc losses(_ x: Int) {}\nlet limit = 1"
    let texts = ["A.swift": notebook + line + "\n}}", "Shared/B.swift": shared]
    #expect(uses(texts).count == 1)
    #expect(uses(texts).first?.hasPrefix("A.swift:3 ") == true)
    // With the file included it is no fault, nor where what is included includes it.
    let include = { (path: String) in "//:include \(path)\n" }
    #expect(
      uses(
        texts.merging(["A.swift": include("Shared/B.swift") + texts["A.swift", default: ""]]) { $1 }
      ).isEmpty)
    #expect(
      uses(
        texts.merging([
          "A.swift": include("Shared/C.swift") + texts["A.swift", default: ""],
          "Shared/C.swift": include("Shared/B.swift"),
        ]) { $1 }
      ).isEmpty)
  }

  @Test func findsWhatAnIncludedFileUses() {
    #expect(
      uses([
        "A.swift": "//:include Shared/B.swift\n\(notebook)}}", "Shared/B.swift": "let b = C()",
        "C.swift": "struct C {}",
      ]) == ["Shared/B.swift:1 C"])
  }

  @Test(arguments: [
    "x.Encoder", "f(Encoder: 1)", "// Encoder()", "\"Encoder()\"", "let losses = 1; g(losses)",
    "func Encoder() {}; Encoder()", "losses", "hidden()", "Inner()",
  ])
  func takesNothingElseForAUse(line: String) {
    let shared = """
      final class Encoder { struct Inner {} }
      func losses(_ x: Int) {}
      private func hidden() {}
      """
    #expect(uses(["A.swift": notebook + line + "\n}}", "B.swift": shared]).isEmpty)
  }

  @Test func isOfNoInterestInFilesThatAreNoNotebooks() {
    #expect(uses(["Catalogue.swift": "let all = [A.self]", "A.swift": "\(notebook)}}"]).isEmpty)
  }

  @Test func isToldWithWhatToDo() {
    let use = SourceDependencies(["A.swift": notebook + "B()\n}}", "B.swift": "struct B {}"])
      .usesOfFilesNotIncluded().first
    #expect(
      use?.description.hasPrefix(
        "experiments/A.swift uses B in line 3, which experiments/B.swift declares") == true)
  }
}
