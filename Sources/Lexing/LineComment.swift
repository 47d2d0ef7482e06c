/// A `//` comment of a Swift source.
struct LineComment: Equatable {
  /// The line, from 1.
  let line: Int
  /// What follows `//`, up to the end of the line.
  let text: String
  /// Whether only blanks stand before it on its line.
  let isAlone: Bool
}
