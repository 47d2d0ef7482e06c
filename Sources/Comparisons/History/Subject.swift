/// What a bisection follows through the history.
package enum Subject: Sendable, Equatable {
  case metric(String)
  case figure(String)
  case claim(String)

  /// What it is called: `metric loss/test`.
  package var text: String {
    switch self {
    case .metric(let name): "metric \(name)"
    case .figure(let name): "figure \(name)"
    case .claim(let text): "claim \"\(text)\""
    }
  }
}
