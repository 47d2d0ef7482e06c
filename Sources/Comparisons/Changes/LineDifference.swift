import Platform

/// What changed between two texts, line by line, in the manner of `diff --unified`.
struct LineDifference: Sendable, Equatable {
  /// A stretch of changes with what is around it.
  struct Hunk: Sendable, Equatable {
    /// The first line, from 1, in the old and in the new text.
    let oldStart: Int, newStart: Int
    let lines: [Line]
  }

  /// A line of a hunk.
  struct Line: Sendable, Equatable {
    enum Kind: Character, Sendable { case kept = " ", removed = "-", added = "+" }
    let kind: Kind
    let text: String

    /// The line after its mark.
    var marked: String { "\(kind.rawValue)\(text)" }
  }

  let hunks: [Hunk]
  let added: Int
  let removed: Int

  /// Compares two texts, whatever ends their lines.
  init(textOf old: String, _ new: String) {
    func lines(_ text: String) -> [String] {
      let lines = LineEnds.lines(of: text)
      return lines.last == "" ? lines.dropLast() : lines
    }
    self.init(lines(old), lines(new))
  }

  /// Compares two texts; `context` unchanged lines are kept around every change.
  init(_ old: [String], _ new: [String], context: Int = 2) {
    let script = Self.script(old, new)
    added = script.count { $0.kind == .added }
    removed = script.count { $0.kind == .removed }
    var hunks: [Hunk] = []
    var oldLine = 1
    var newLine = 1
    var start = (old: 1, new: 1)
    var open: [Line] = []
    var quiet = 0
    for (index, line) in script.enumerated() {
      let isNear =
        line.kind != .kept
        || script[index + 1..<min(script.count, index + 1 + context)].contains { $0.kind != .kept }
        || quiet < context && !open.isEmpty
      quiet = line.kind == .kept ? quiet + 1 : 0
      if isNear {
        if open.isEmpty { start = (oldLine, newLine) }
        open.append(line)
      } else if !open.isEmpty {
        hunks.append(Hunk(oldStart: start.old, newStart: start.new, lines: open))
        open = []
      }
      if line.kind != .added { oldLine += 1 }
      if line.kind != .removed { newLine += 1 }
    }
    if !open.isEmpty { hunks.append(Hunk(oldStart: start.old, newStart: start.new, lines: open)) }
    self.hunks = hunks
  }

  /// The whole text with marks; of lines that change places, removed ones come first.
  private static func script(_ old: [String], _ new: [String]) -> [Line] {
    var isRemoved = [Bool](repeating: false, count: old.count)
    var isAdded = [Bool](repeating: false, count: new.count)
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): isRemoved[offset] = true
      case .insert(let offset, _, _): isAdded[offset] = true
      }
    }
    var script: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, isRemoved[i] {
        script.append(Line(kind: .removed, text: old[i]))
        i += 1
      } else if j < new.count, isAdded[j] {
        script.append(Line(kind: .added, text: new[j]))
        j += 1
      } else if i < old.count {
        script.append(Line(kind: .kept, text: old[i]))
        (i, j) = (i + 1, j + 1)
      } else {
        break
      }
    }
    return script
  }
}
