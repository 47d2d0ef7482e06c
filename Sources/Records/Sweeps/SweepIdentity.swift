import Platform

/// What a sweep of one notebook is known by: its seeds, and the settings that it tries, each with all of its values.
package struct SweepIdentity: Equatable, Sendable {
  /// A setting and the values that it takes.
  package struct Axis: Codable, Equatable, Sendable {
    /// The setting.
    package let key: String
    /// The values in ascending order, as `metrics.json` has them.
    package let values: [JSON]

    package init(key: String, values: [Scalar]) {
      self.key = key
      self.values = values.map(\.json)
    }
  }

  package let notebook: String
  package let title: String
  package let data: String
  package let profile: Profile
  /// In ascending order.
  package let seeds: [UInt64]
  /// In the order in which the notebook declares them; those with a single value are fixed.
  package let axes: [Axis]

  package init(
    notebook: String, title: String, data: String, profile: Profile, seeds: [UInt64], axes: [Axis]
  ) {
    self.notebook = notebook
    self.title = title
    self.data = data
    self.profile = profile
    self.seeds = seeds
    self.axes = axes
  }

  /// The folder of the runs.
  package var group: String { RunIdentity.group(data: data, profile: profile) }

  /// The folder of what all runs together show, from the folder of results: `mnist/sweeps/vae@seed=0-4,epochs=5+60`.
  ///
  /// Sweeps of other seeds or values have other folders, so none replaces another; and a notebook that is swept alone or with
  /// others has the same. The folder `sweeps` is no notebook's, so git keeps what the runs' own folders would hide.
  package var folder: String {
    let texts = axes.map { axis in axis.values.map(\.settingText) }
    let parts =
      ["seed=\(Self.ranges(seeds))"]
      + zip(axes, texts).map { "\($0.key)=\($1.joined(separator: "+"))" }
    // A text with one of the signs that join values could be two.
    let isPlain = !texts.joined().contains { $0.contains("+") || $0.contains(",") }
    let name = FolderName.readable(parts.joined(separator: ","), isPlain: isPlain)
    return "\(group)/\(Self.folders)/\(notebook)\(RunIdentity.mark)\(name)"
  }

  /// The folder of the sweeps in a group.
  package static let folders = "sweeps"

  /// Ascending numbers as ranges: `0-4`, `0+3+7-9`.
  private static func ranges(_ numbers: [UInt64]) -> String {
    var ranges: [(first: UInt64, last: UInt64)] = []
    for number in numbers {
      if let last = ranges.last, last.last + 1 == number {
        ranges[ranges.count - 1].last = number
      } else {
        ranges.append((number, number))
      }
    }
    return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }
      .joined(separator: "+")
  }
}
