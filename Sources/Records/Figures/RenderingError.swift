/// A figure that cannot be drawn from what the run has left.
public struct RenderingError: Error, Equatable, CustomStringConvertible {
  /// The figure's name; empty where it is not known yet.
  public let figure: String
  /// What is wrong.
  public let problem: String

  package init(figure: String, problem: String) {
    self.figure = figure
    self.problem = problem
  }

  /// The figure and what is wrong with it.
  public var description: String { "cannot draw the figure \"\(figure)\": \(problem)" }
}
