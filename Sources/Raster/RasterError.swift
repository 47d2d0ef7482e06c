/// What went wrong while a picture was encoded or decoded.
public struct RasterError: Error, CustomStringConvertible, Equatable, Sendable {
  /// What was being done, to what, what was found and what to do.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
