import Lexing
import Platform

/// The code of a notebook without prose and comments, and what of it a training loop can depend on.
///
/// A run whose pictures turn out wrong has not to be trained again. What `run(in:)` does after a loop cannot have changed what
/// the loop did, so it does not count; everything else does, other functions below included.
package struct NotebookCode {
  /// A line with code on it.
  private struct Line {
    /// Counted from 1 in the source.
    let number: Int
    /// Without comments, and without blanks at its end.
    let text: String
    /// Without literals and without blanks at both ends.
    let skeleton: Substring

    /// The words at its beginning.
    var words: [Substring] {
      skeleton.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }
    }
  }

  private let lines: [Line]
  /// The indices of the lines in the body of `run(in:)`, without those of its braces; nil where it cannot be told.
  private let body: Range<Int>?

  /// Reads a source; it need not compile.
  init(_ source: String) {
    let parts = SwiftLexer.parts(of: source)
    let code = Array(source.utf8).blanked(in: parts.comments)
    let texts = code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let skeletons = code.blanked(in: parts.literals)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines = zip(texts, skeletons).enumerated().compactMap { index, line in
      let text = String(decoding: line.0, as: UTF8.self).trimmingBlanksAtEnd()
      if text.isEmpty { return nil }
      let skeleton = String(decoding: line.1, as: UTF8.self).trimmingBlanksAtEnd()
      return Line(number: index + 1, text: text, skeleton: skeleton.drop { $0.isWhitespace })
    }
    body = Self.body(in: lines)
  }

  /// SHA-256 of all code but what `run(in:)` does after the training loop that begins in line `line`; of all code where the loop
  /// is elsewhere, or may be made again by what follows it.
  package func sha256(forLoopAt line: Int?) -> String {
    let dropped = line.map(indices(after:)) ?? []
    let kept = lines.indices.filter { !dropped.contains($0) }
    return Digest.sha256(of: kept.map { lines[$0].text }.joined(separator: "\n").utf8)
  }
}

// MARK: - What follows a loop

extension NotebookCode {
  /// The line of the only `func run(in `, and those of its body.
  private static func body(in lines: [Line]) -> Range<Int>? {
    let starts = lines.indices.filter { lines[$0].skeleton.contains("func run(in ") }
    guard starts.count == 1 else { return nil }
    var nesting = Nesting()
    for index in starts[0]..<lines.count {
      let before = nesting.openers.count
      nesting.read(lines[index].skeleton)
      if before > 0, nesting.openers.isEmpty, lines[index].skeleton.first == "}" {
        let first = (starts[0]...index).first { lines[$0].skeleton.last == "{" }
        return first.map { $0 + 1..<index }
      }
    }
    return nil
  }

  /// The lines that `run(in:)` executes after the loop in line `number`, but for the functions and types declared there, which the
  /// loop may use.
  private func indices(after number: Int) -> Set<Int> {
    guard let body, let loop = body.first(where: { lines[$0].number == number }) else { return [] }
    var nesting = Nesting()
    var isBehind = false
    var isDeclaration = false
    var result: Set<Int> = []
    for index in body {
      let line = lines[index]
      if index == loop, !nesting.runsOnce(line.skeleton) { return [] }
      if nesting.openers.isEmpty, !Self.continues(line) {
        if index > loop { isBehind = true }
        isDeclaration = line.words.contains { Self.declarations.contains($0) }
      }
      if isBehind, !isDeclaration { result.insert(index) }
      nesting.read(line.skeleton)
    }
    return result
  }

  private static let declarations: Set<Substring> = ["func", "struct", "class", "enum", "actor"]

  /// Whether a line goes on with the statement of the line before. Where in doubt it does.
  private static func continues(_ line: Line) -> Bool {
    guard let first = line.skeleton.first, first.isLetter || "_@#`".contains(first) else {
      return true
    }
    let word = line.words.first ?? ""
    // `afterEpoch:`, another closure of the call before.
    return ["else", "catch", "where", "while", "is", "as", "in"].contains(word)
      || line.skeleton.dropFirst(word.count).first == ":"
  }
}

/// The brackets that are open, with the first word of the lines that they are in.
private struct Nesting {
  private(set) var openers: [(bracket: Character, word: Substring)] = []

  mutating func read(_ skeleton: Substring) {
    let word = skeleton.drop { !$0.isLetter }.prefix { $0.isLetter }
    for character in skeleton {
      switch character {
      case "(", "[", "{": openers.append((character, word))
      case ")", "]", "}": _ = openers.popLast()
      default: break
      }
    }
  }

  /// Whether a call in this line is made where it stands, and not by somebody who calls the closure that it is in.
  func runsOnce(_ skeleton: Substring) -> Bool {
    let control: Set<Substring> = ["if", "else", "for", "while", "repeat", "do", "catch", "switch"]
    guard openers.allSatisfy({ $0.bracket == "{" && control.contains($0.word) }) else {
      return false
    }
    // A closure in the line itself needs a `try` of its own.
    guard let brace = skeleton.firstIndex(of: "{") else { return true }
    return !skeleton[brace...].contains("try ")
  }
}

extension [UInt8] {
  /// The same with blanks for everything but line ends in these ranges.
  fileprivate func blanked(in ranges: [Range<Int>]) -> [UInt8] {
    var bytes = self
    for range in ranges {
      for place in range where bytes[place] != UInt8(ascii: "\n") {
        bytes[place] = UInt8(ascii: " ")
      }
    }
    return bytes
  }
}

// MARK: - Places

extension NotebookCode {
  /// A place in the code that stays the same when prose, comments or what `run(in:)` does at its end are edited: the number of lines with
  /// code from the beginning, or, negative, from the end for what stands below `run(in:)`.
  func place(ofLine number: Int) -> Int {
    let index = lines.firstIndex { $0.number >= number } ?? lines.count
    return index > body?.upperBound ?? .max ? index - lines.count : index
  }

  /// The line of a place.
  func line(at place: Int) -> Int {
    let index = place < 0 ? place + lines.count : place
    return lines.indices.contains(index) ? lines[index].number : 1
  }
}
