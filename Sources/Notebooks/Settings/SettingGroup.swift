/// Settings that several notebooks have: a notebook holds the group as a property, and its settings are the notebook's.
///
/// ```swift
/// struct AdversarialSettings: SettingGroup {
///   @Setting var iterations: Int
///   @Setting("steps of a network in one turn", in: 1...100) var steps = 5
///
///   init(iterations: Int) {
///     _iterations = Setting(
///       wrappedValue: iterations, "turns of the networks", smoke: 2, article: 5000, in: 1...100_000)
///   }
/// }
///
/// struct GAN: Notebook {
///   let training = AdversarialSettings(iterations: 4000)
///   …
/// }
/// ```
///
/// `--set iterations=5` reaches the setting under its own name, in whichever group it is; so no two settings of a notebook
/// may have one name. A group can hold further groups.
public protocol SettingGroup {}

/// A setting with its place in a notebook.
package struct DeclaredSetting {
  /// The properties of the groups that it is in, the outermost first; none for a notebook's own.
  package let groups: [String]
  /// The name, without its groups.
  package let key: String
  package let setting: any AnySetting

  /// The settings that a notebook or a group has, in the order of declaration.
  static func all(in value: Any, groups: [String] = []) -> [DeclaredSetting] {
    Mirror(reflecting: value).children.flatMap { child -> [DeclaredSetting] in
      guard let label = child.label else { return [] }
      if let setting = child.value as? any AnySetting {
        // The storage of a wrapped property `epochs` is called `_epochs`.
        let key = String(label.drop { $0 == "_" })
        return [DeclaredSetting(groups: groups, key: key, setting: setting)]
      }
      guard let group = child.value as? any SettingGroup else { return [] }
      return all(in: group, groups: groups + [label])
    }
  }
}
