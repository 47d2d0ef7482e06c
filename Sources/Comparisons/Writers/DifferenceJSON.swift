import Records

/// A difference for programs.
package struct DifferenceJSON: Encodable {
  /// The version of the layout.
  private let schema = 1
  private let from: SideEntry, to: SideEntry
  private let changed: Bool, claimBroke: Bool, worseBeyondSeeds: Bool
  private let problems: [String], notes: [String]
  private let notebooks: [NotebookEntry]
  private let unchanged: ResultsDifference.Count
  /// What a bisection looked for, and the commit that it found; absent in other differences.
  private let subject: String?
  private let commit: Commit?

  private enum CodingKeys: String, CodingKey {
    case schema, from, to, changed, problems, notes, notebooks, unchanged, subject, commit
    case claimBroke = "claim_broke"
    case worseBeyondSeeds = "worse_beyond_seeds"
  }

  /// - Parameters:
  ///   - difference: what is written.
  ///   - pictures: the folder with the pictures of the changes.
  ///   - heading: what a bisection found; nil in other differences.
  package init(difference: ResultsDifference, pictures: String, heading: BisectionHeading?) {
    from = SideEntry(side: difference.from)
    to = SideEntry(side: difference.to)
    changed = !difference.isEmpty
    claimBroke = difference.hasNewFailure
    worseBeyondSeeds = difference.isWorseBeyondSeeds
    problems = difference.problems
    notes = difference.notes
    notebooks = difference.notebooks.map { NotebookEntry($0, pictures: pictures) }
    unchanged = difference.unchanged
    subject = heading?.subject.text
    commit = heading?.change.commit
  }

  private struct SideEntry: Encodable {
    let side: Side

    private enum CodingKeys: String, CodingKey { case kind, word, path }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      switch side {
      case .commit(let commit, let word):
        // The members of the commit stand beside the others.
        try commit.encode(to: encoder)
        try container.encode("commit", forKey: .kind)
        try container.encode(word, forKey: .word)
      case .workTree: try container.encode("work tree", forKey: .kind)
      case .folder(let path):
        try container.encode("folder", forKey: .kind)
        try container.encode(path, forKey: .path)
      }
    }
  }
}
