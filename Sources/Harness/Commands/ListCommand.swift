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
      session.console.out(
        JSON.array(session.catalogue.map { description(of: $0, pace) }).pretty)
    } else {
      session.print(session.catalogue.map(text).joined(separator: "\n\n"))
      session.print(
        """

        Times are those of \(ReferenceMachine.name), without the half minute that trains \
        the judge of a data set once. This machine takes about \
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

  private func description(of type: any Notebook.Type, _ pace: Pace) -> JSON {
    let minutes = { (factor: Double) in
      JSON.object(
        [String: JSON](
          uniqueKeysWithValues: Profile.allCases.map {
            ($0.rawValue, .double(type.minutes[$0] * factor))
          }))
    }
    let settings = type.init().settings.map { key, setting in
      JSON.object([
        "key": .string(key), "description": .string(setting.description),
        "form": .string(setting.form), "limits": setting.limits.map(JSON.string) ?? .null,
        "values": .object(
          [String: JSON](
            uniqueKeysWithValues: Profile.allCases.map {
              ($0.rawValue, setting.value(at: $0).json)
            })),
      ])
    }
    return .object([
      "name": .string(type.name), "title": .string(type.title), "summary": .string(type.summary),
      "settings": .array(settings),
      "minutes": minutes(1), "minutes_here": minutes(pace.factor),
    ])
  }
}
