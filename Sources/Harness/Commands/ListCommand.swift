import ArgumentParser
import Notebooks
import Platform
import Records
import Tensors

/// Tells what notebooks there are.
struct ListCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the notebooks with their settings and expected minutes.")

  @Flag(help: "Write JSON.")
  var json = false

  func run(in session: Session) throws -> Int32 {
    let workers = ThreadPool(threads: ThreadPool.processorCount)
    let pace = try PaceFinder(
      output: DefaultOutput.folder, catalogue: session.catalogue, workers: workers
    ).pace()
    if json {
      let entries = session.catalogue.map { NotebookEntry($0, pace) }
      session.console.out(try JSON(encoding: entries).pretty)
    } else {
      session.print(session.catalogue.map(text).joined(separator: "\n\n"))
      session.print(
        """

        Times are those of \(ReferenceMachine.name), without the minute that trains \
        the judge of a data set and measures anchors once. This machine takes about \
        \(NumberText.rounded(pace.factor, digits: 2)) times as long, judged by \(pace.source.rawValue).
        """)
    }
    return ExitStatus.success
  }

  private func text(of type: any Notebook.Type) -> String {
    let times = Profile.allCases.map {
      "\($0) \(Pace.rounded(type.minutes[$0]))"
    }
    var lines = [
      "\(type.name): \(type.title)", "  \(type.summary)",
      "  takes: \(times.joined(separator: ", "))",
    ]
    lines += NotebookText(of: type).settings
    return lines.joined(separator: "\n")
  }
}

/// A notebook for programs.
private struct NotebookEntry: Encodable {
  let name: String, title: String, summary: String
  let settings: [SettingEntry]
  /// By profile.
  let minutes: [String: Double], minutesHere: [String: Double]

  private enum CodingKeys: String, CodingKey {
    case name, title, summary, settings, minutes
    case minutesHere = "minutes_here"
  }

  init(_ type: any Notebook.Type, _ pace: Pace) {
    name = type.name
    title = type.title
    summary = type.summary
    settings = type.init().settings.map(SettingEntry.init)
    minutes = Profile.byName { type.minutes[$0] }
    minutesHere = minutes.mapValues { $0 * pace.factor }
  }
}

private struct SettingEntry: Encodable {
  let key: String, description: String, form: String
  @NullWhenNil var limits: String?
  /// By profile.
  let values: [String: JSON]

  init(key: String, _ setting: any AnySetting) {
    self.key = key
    description = setting.description
    form = setting.form
    limits = setting.limits
    values = Profile.byName { setting.value(at: $0).json }
  }
}

extension Profile {
  fileprivate static func byName<Value>(_ value: (Profile) -> Value) -> [String: Value] {
    [String: Value](uniqueKeysWithValues: allCases.map { ($0.rawValue, value($0)) })
  }
}
