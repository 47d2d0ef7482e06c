/// A data set of the log, whole or one entry of its first axis.
///
/// A string literal is the path of a whole data set.
public struct ArrayReference: Codable, Equatable, Sendable, ExpressibleByStringLiteral {
  /// The path in the log, without a leading `/`.
  public let path: String
  /// Which part of it.
  public let part: Part

  /// Which part of a data set is meant.
  public enum Part: Codable, Equatable, Sendable {
    /// All of it.
    case whole
    /// The last entry of the first axis.
    case last
    /// An entry of the first axis, from 0.
    case entry(Int)
    /// In an animation, the entry of the frame; in a still figure, the last.
    case each
  }

  /// The whole data set at a path.
  public init(stringLiteral path: String) { self.init(path: path, part: .whole) }

  private init(path: String, part: Part) {
    self.path = path
    self.part = part
  }

  /// The whole data set at `path`.
  public static func whole(_ path: String) -> ArrayReference { .init(path: path, part: .whole) }

  /// The last entry along the first axis.
  public static func last(_ path: String) -> ArrayReference { .init(path: path, part: .last) }

  /// The entry `index`, from 0, along the first axis.
  public static func entry(_ index: Int, of path: String) -> ArrayReference {
    .init(path: path, part: .entry(index))
  }

  /// Another entry in every frame of an animation.
  public static func each(_ path: String) -> ArrayReference { .init(path: path, part: .each) }
}
