import ArgumentParser

/// Tells what notebooks there are.
struct ListCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the notebooks with their settings and expected minutes.")

  @Flag(help: "Write JSON.")
  var json = false

  func run(in session: Session) async throws -> Int32 {
    if json {
      session.console.out(JSON.array(session.catalogue.map(description)).pretty)
    } else {
      session.print(session.catalogue.map(text).joined(separator: "\n\n"))
    }
    return ExitStatus.success
  }

  private func text(of type: any Notebook.Type) -> String {
    let times = Profile.allCases.map {
      "\($0) \(ProgressMeter.duration(type.minutes[$0] * 60))"
    }
    var lines = [
      "\(type.name): \(type.title)", "  \(type.summary)",
      "  expected on two cores: \(times.joined(separator: ", "))",
    ]
    lines += NotebookText(of: type).settings
    return lines.joined(separator: "\n")
  }

  private func description(of type: any Notebook.Type) -> JSON {
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
      "minutes": .object(
        [String: JSON](
          uniqueKeysWithValues: Profile.allCases.map { ($0.rawValue, .double(type.minutes[$0])) })),
    ])
  }
}
