/// What is compared: the results of a commit, of the work tree, or of any folder.
package enum Side: Sendable, Equatable {
  /// What a commit has, and the word that named it.
  case commit(Commit, word: String)
  /// What is there now.
  case workTree
  /// Results anywhere.
  case folder(String)

  /// What people call it: `HEAD (478a6ee "Subject")`.
  var title: String {
    switch self {
    case .commit(let commit, let word):
      word == commit.hash || word == commit.short
        ? "\(commit.short) (\(commit.subject))" : "\(word) (\(commit.short) \(commit.subject))"
    case .workTree: "work tree"
    case .folder(let path): path
    }
  }

  /// The shortest name that tells it from the other.
  var shortTitle: String {
    if case .commit(let commit, _) = self { return commit.short }
    return title
  }
}
