import Notebooks
import Platform
import Records

/// What a notebook is and what can be set, for people.
struct NotebookText {
  let type: any Notebook.Type

  init(of type: any Notebook.Type) { self.type = type }

  /// Title, summary and settings.
  var help: String {
    var lines = ["NOTEBOOK \(type.name): \(type.title)", "  \(type.summary)."]
    if !settings.isEmpty {
      lines += ["", "SETTINGS OF \(type.name), at smoke | standard | article:"] + settings
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line for each setting: its name, its values at the profiles, what it means and what it can be.
  var settings: [String] {
    let settings = type.init().settings
    let width = settings.map(\.key.count).max() ?? 0
    return settings.map { key, setting in
      let values = Profile.allCases.map { setting.value(at: $0).text }
      let value = Set(values).count == 1 ? values[0] : values.joined(separator: " | ")
      let limits = setting.limits.map { ", from \($0)" } ?? ""
      return
        "  \(key.padded(to: width))  \(value)  \(setting.description) (\(setting.form)\(limits))"
    }
  }
}
