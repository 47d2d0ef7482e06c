import Hashing

extension RunIdentity {
  /// The folder of the runs with the same data and profile: `strokes`, `mnist-smoke`.
  package var group: String { data + (profile == .standard ? "" : "-\(profile)") }

  /// The folder of this run's results in its group, so that no two runs share one: `vae` for seed 0 and the settings of
  /// the profile, otherwise with what differs, in the order of declaration: `vae@seed=1,epochs=5`.
  package var folder: String {
    var parts = seed == 0 ? [] : ["seed=\(seed)"]
    parts += settings.filter { $0.value != $0.preset }.map { "\($0.key)=\($0.value.text)" }
    if parts.isEmpty { return notebook }
    let exact = parts.joined(separator: ",")
    let readable = String(exact.prefix(Self.longestSuffix).map { Self.isPlain($0) ? $0 : "_" })
    // What cannot be a name, or not a short one, is told apart by its digest.
    let suffix =
      readable == exact
      ? readable : "\(readable),\(SHA256.hash(exact.utf8).hexadecimal.prefix(8))"
    return "\(notebook)\(Self.mark)\(suffix)"
  }

  /// Whether seed and settings are those that a profile's results are known by.
  package var isUsual: Bool { folder == notebook }

  /// What stands between a notebook's name and what is special about a run; no notebook's name has it.
  package static let mark: Character = "@"

  private static let longestSuffix = 100

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
      || ["=", ",", ".", "-", "+", "_"].contains(character)
  }
}
