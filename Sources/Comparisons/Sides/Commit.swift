/// A commit, as people speak of it.
package struct Commit: Sendable, Equatable {
  /// The full hash.
  let hash: String
  /// The hash as short as it may be in this repository.
  package let short: String
  let author: String
  /// When it was made, `2026-11-20`, in the author's time zone.
  let date: String
  /// The first line of the message.
  let subject: String
}

extension Commit: Encodable {
  private enum CodingKeys: String, CodingKey { case hash, author, date, subject }
}
