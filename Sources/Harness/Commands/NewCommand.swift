import ArgumentParser
import Foundation
import Notebooks
import Platform
import Records

/// Writes a notebook to start from.
struct NewCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a notebook to start from, and add it to the catalogue.",
    discussion: """
      The notebook trains a small network, draws its accuracy and claims something: it runs as it is, and every part has its \
      place. Change what you like.

      EXAMPLES:
        experiments new my-net
        swift run experiments my-net --profile smoke
      """)

  @Argument(help: "The name: lower-case words joined by hyphens.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "The folder of the package. (default: the nearest one above)", valueName: "folder"),
    completion: .directory)
  var package: String?

  func validate() throws {
    try PathOption.validate(package, of: "--package")
    if name.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) == nil || name.count > 40 {
      throw ValidationError(
        "\(name.quoted) cannot be a name: take lower-case words joined by hyphens, such as my-net")
    }
  }

  func run(in session: Session) throws -> Int32 {
    if (session.names + Experiments.commandNames + ["all", "judge"]).contains(name) {
      throw UsageError(description: "\(name.quoted) is taken; choose another name")
    }
    let template = NotebookTemplate(name: name)
    let folder = "\(package ?? DefaultOutput.package)/experiments"
    let (file, catalogue) = ("\(folder)/\(template.type).swift", "\(folder)/Catalogue.swift")
    func refusal(_ problem: String, hint: String) -> ResultsError {
      ResultsError("begin the notebook", file, problem, hint: hint)
    }
    guard let known = try? String(contentsOfFile: catalogue, encoding: .utf8) else {
      throw refusal(
        "\(catalogue) cannot be read", hint: "go to the package's folder, or name it by --package")
    }
    let declaration = "(class|struct|enum|protocol|actor|typealias) \(template.type)\\b"
    for other in sources(in: folder) {
      if other.text.range(of: declaration, options: .regularExpression) != nil {
        throw refusal(
          "\(other.path) declares \(template.type) already", hint: "choose another name")
      }
    }
    guard !Files.exists(file) else {
      throw refusal("it is there already", hint: "choose another name")
    }
    guard let extended = NotebookCatalogue(text: known).adding(template.type) else {
      throw refusal(
        "\(catalogue) has no list `let catalogue: [any Notebook.Type] = […]`",
        hint: "write it as the others are")
    }
    try Files.replace(file, with: Array(template.source.utf8))
    try Files.replace(catalogue, with: Array(extended.utf8))
    session.print(
      """
      \(file)
      \(catalogue)

      Run it:  swift run experiments \(name) --profile smoke
      Then give it prose, a row in README's table of minutes, and results that hold.
      """)
    return ExitStatus.success
  }

  /// The Swift files in a folder and those in it.
  private func sources(in folder: String) -> [(path: String, text: String)] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.sortedByBytes().filter { $0.hasSuffix(".swift") }.compactMap { name in
      (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)).map {
        ("\(folder)/\(name)", $0)
      }
    }
  }
}
