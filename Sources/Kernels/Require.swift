/// Stops the program with `message` unless `condition` holds: for shapes that do not fit, a mistake in
/// the caller's code.
///
/// `precondition` would lose the message, for the modules that compute are optimised in every
/// configuration.
public func require(
  _ condition: Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition { fatalError(message(), file: file, line: line) }
}
