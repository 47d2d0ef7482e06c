/// How much work a run does.
public enum Profile: String, CaseIterable, Codable, Sendable {
  /// Every code path in seconds, for tests.
  case smoke
  /// Good results in minutes: the default.
  case standard
  /// The article's own schedule, which may take hours.
  case article
}
