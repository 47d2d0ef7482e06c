import Platform
import Records

/// A setting of the notebook, the seed, the profile or the data that is another.
struct SettingChange: Sendable, Equatable {
  let name: String
  /// As JSON; nil where there was none.
  let old: JSON?
  let new: JSON?

  /// All changes: data, profile and seed, then settings by their names.
  static func changes(_ old: Metrics, _ new: Metrics) -> [SettingChange] {
    let general: [SettingChange] = [
      .init(name: "data", old: .string(old.data), new: .string(new.data)),
      .init(
        name: "data SHA-256", old: .string(old.dataSHA256), new: .string(new.dataSHA256)),
      .init(
        name: "profile", old: .string(old.profile.rawValue), new: .string(new.profile.rawValue)),
      .init(name: "seed", old: .string("\(old.seed)"), new: .string("\(new.seed)")),
    ]
    let keys = Set(old.settings.keys).union(new.settings.keys).sortedByBytes()
    let own = keys.map {
      SettingChange(name: $0, old: old.settings[$0], new: new.settings[$0])
    }
    return (general + own).filter { $0.old != $0.new }
  }

  /// A value for people: `0.001`, `none`.
  static func text(_ value: JSON?) -> String {
    switch value {
    case nil: "none"
    case .string(let text)?:
      // The start of a digest tells it from others.
      text.isEmpty ? "none" : text.count == 64 ? text.prefix(12) + "…" : text
    case .double(let number)?: NumberText.shortest(number)
    case .some(let value): value.compact
    }
  }
}
