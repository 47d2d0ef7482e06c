@testable import Lexing

/// What the files of a program's notebooks use of each other, as far as their words tell.
///
/// A name counts as used where it stands in code and is no member of something: a type anywhere, a function where it is
/// called. Names that a file declares itself, however deep, are its own.
struct SourceDependencies {
  /// A use of what another file declares.
  struct Use: Hashable, CustomStringConvertible {
    let file: String
    let line: Int
    let name: String
    let declaredIn: String

    var description: String {
      "experiments/\(file) uses \(name) in line \(line), which experiments/\(declaredIn) declares, and does not include that "
        + "file: its results would not be known to depend on it. Move \(name) to a file of experiments/Shared and put "
        + "//:include Shared/NAME.swift where the report should show it"
    }
  }

  private let texts: [String: String]
  private let files: [String: File]

  /// Reads texts by their paths from the folder of notebooks.
  init(_ texts: [String: String]) {
    self.texts = texts
    files = texts.mapValues(File.init)
  }

  /// The first use of each name that a notebook, or what it includes, has of a file that it does not include.
  func usesOfFilesNotIncluded() -> [Use] {
    files.filter(\.value.isNotebook).keys.sorted().flatMap { notebook in
      let included = included(by: notebook)
      return included.sorted().flatMap { uses(in: $0, outside: included) }
    }
  }

  private func included(by file: String) -> Set<String> {
    var all: Set<String> = [file]
    var open = [file]
    while let next = open.popLast() {
      for path in SwiftLexer.lineComments(in: texts[next] ?? "").compactMap(\.included)
      where all.insert(path).inserted { open.append(path) }
    }
    return all
  }

  private func uses(in file: String, outside included: Set<String>) -> [Use] {
    guard let user = files[file] else { return [] }
    return files.keys.filter { !included.contains($0) }.sorted().flatMap { other -> [Use] in
      (files[other]?.declarations ?? [:]).sorted { $0.key < $1.key }.compactMap {
        name, isFunction in
        user.line(ofUseOf: name, isFunction: isFunction).map {
          Use(file: file, line: $0, name: name, declaredIn: other)
        }
      }
    }
  }
}

/// What one file declares and uses.
private struct File {
  /// Whether a notebook is declared in it.
  let isNotebook: Bool
  /// Whether each name that other files can use is that of a function.
  let declarations: [String: Bool]
  private let tokens: [SwiftToken]
  /// Names that the file declares anywhere.
  private let own: Set<String>

  init(_ text: String) {
    let tokens = SwiftToken.tokens(of: text)
    let all = SwiftDeclaration.declarations(of: tokens)
    isNotebook = all.contains { $0.inherited.contains("Notebook") }
    let kinds = ["struct", "class", "enum", "actor", "protocol", "typealias", "func", "let", "var"]
    let shared = all.filter {
      kinds.contains($0.keyword ?? "") && $0.modifiers.isDisjoint(with: ["private", "fileprivate"])
    }
    declarations = [String: Bool](
      shared.compactMap { one in one.name.map { ($0, one.keyword == "func") } }
    ) { first, _ in first }
    own = Set(
      zip(tokens, tokens.dropFirst()).filter { kinds.contains($0.0.text) }.map(\.1.text))
    self.tokens = tokens
  }

  func line(ofUseOf name: String, isFunction: Bool) -> Int? {
    if own.contains(name) { return nil }
    return tokens.indices.first { index in
      guard tokens[index].isWord(name), index == 0 || !tokens[index - 1].isSign(".") else {
        return false
      }
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      // A label of an argument or a parameter's name.
      if next?.isSign(":") == true { return false }
      return !isFunction || next?.isSign("(") == true
    }.map { tokens[$0].lines.lowerBound }
  }
}
