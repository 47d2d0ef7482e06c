/// Why images could not be read, written or fetched.
public struct DigitsError: Error, CustomStringConvertible, Sendable, Equatable {
  /// What was being done, as "read images".
  public let action: String
  /// The file, folder or address it was done to.
  public let subject: String
  /// What was found.
  public let found: String
  /// What would have been right; nil where that goes without saying.
  public let expected: String?
  /// What the reader can do about it.
  public let remedy: String

  init(_ action: String, _ subject: String, found: String, expected: String? = nil, remedy: String)
  {
    self.action = action
    self.subject = subject
    self.found = found
    self.expected = expected
    self.remedy = remedy
  }

  /// The whole message, in one paragraph.
  public var description: String {
    let wanted = expected.map { "; expected \($0)" } ?? ""
    return "Cannot \(action) (\(subject)): found \(found)\(wanted). \(remedy)"
  }
}
