extension RunIdentity {
  /// The folder of the runs with the same data and profile: `strokes`, `mnist-smoke`.
  package var group: String { Self.group(data: data, profile: profile) }

  /// The folder of the runs with these data and this profile.
  static func group(data: String, profile: Profile) -> String {
    data + (profile == .standard ? "" : "-\(profile)")
  }

  /// The folder of this run's results in its group, so that no two runs share one: `vae` for seed 0 and the settings of
  /// the profile, otherwise with what differs, in the order of declaration: `vae@seed=1,epochs=5`.
  package var folder: String {
    var parts = seed == 0 ? [] : ["seed=\(seed)"]
    parts += settings.filter { $0.value != $0.preset }.map { "\($0.key)=\($0.value.text)" }
    if parts.isEmpty { return notebook }
    return "\(notebook)\(Self.mark)\(FolderName.readable(parts.joined(separator: ",")))"
  }

  /// Whether seed and settings are those that a profile's results are known by.
  package var isUsual: Bool { folder == notebook }

  /// What stands between a notebook's name and what is special about a run; no notebook's name has it.
  package static let mark: Character = "@"
}
