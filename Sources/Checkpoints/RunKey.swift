import Records

/// What a run's bits depend on, as far as it is known before it starts: a checkpoint is worthless to a run
/// with another key.
///
/// What of the library computes is in it, and other notebooks are not, so that one can be written while
/// another trains. The notebook's own code is not, either: how much of it counts depends on the training loop, so that every
/// checkpoint has a digest of it. That a run's first steps give the same bits as before is checked besides.
package struct RunKey: Equatable {
  /// Names for people, and values.
  let entries: [String: String]

  /// The version of the files and of what they hold.
  private static let version = 2

  init(entries: [String: String]) { self.entries = entries }

  package init(of record: RunRecord, trainingSHA256: String) {
    let identity = record.identity
    var entries = [
      "format": "\(Self.version).\(RunRecord.schema)", "notebook": identity.notebook,
      "seed": "\(identity.seed)", "profile": identity.profile.rawValue, "data": identity.data,
      "the program's library": trainingSHA256,
    ]
    for setting in identity.settings { entries[setting.key] = setting.value.text }
    self.entries = entries
  }

  /// In which entries two keys differ, for people: `epochs was 60 and is 5`.
  func differences(from old: RunKey) -> String {
    let names = Set(entries.keys).union(old.entries.keys).sortedByBytes()
    let differences = names.compactMap { name -> String? in
      let before = old.entries[name], now = entries[name]
      if before == now { return nil }
      if name.hasPrefix("the ") { return "\(name) has changed" }
      return "\(name) was \(before ?? "missing") and is \(now ?? "missing")"
    }
    return differences.joined(separator: ", ")
  }
}

extension RunKey: Codable {
  package init(from decoder: any Decoder) throws {
    entries = try decoder.singleValueContainer().decode([String: String].self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(entries)
  }
}
