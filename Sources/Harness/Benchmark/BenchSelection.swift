import Notebooks
import Platform

/// What `bench` is to measure.
struct BenchSelection {
  /// A notebook, and which of its steps; all where there are none.
  struct Steps {
    let notebook: any Notebook.Type
    var names: [String] = []
  }

  /// The notebooks to train.
  private(set) var steps: [Steps] = []
  /// What else to measure.
  private(set) var tasks: [BenchTask] = []
  /// Whether each was asked for by its name.
  let isNamed: Bool

  /// Reads the names of notebooks, steps and tasks; without any, everything is measured but the peak, which has no time.
  ///
  /// - Throws: `UsageError` at a name that is none of them.
  init(_ words: [String], from catalogue: [any Notebook.Type]) throws(UsageError) {
    let words = words.contains("all") ? [] : words
    isNamed = !words.isEmpty
    if words.isEmpty {
      steps = catalogue.map { Steps(notebook: $0) }
      tasks = BenchTask.allCases.filter { $0 != .peak }
    }
    for word in words {
      if let type = catalogue.first(where: { $0.name == word || Self.short($0) == word }) {
        add(type, step: nil)
      } else if let type = catalogue.first(where: { Self.turnNames($0).contains(word) }) {
        add(type, step: word)
      } else if let task = BenchTask(rawValue: word) {
        if !tasks.contains(task) { tasks.append(task) }
      } else {
        throw Self.unknown(word, catalogue)
      }
    }
  }

  private mutating func add(_ type: any Notebook.Type, step: String?) {
    let added = step.map { [$0] } ?? []
    guard let index = steps.firstIndex(where: { $0.notebook.name == type.name }) else {
      steps.append(Steps(notebook: type, names: added))
      return
    }
    let isWhole = added.isEmpty || steps[index].names.isEmpty
    steps[index].names = isWhole ? [] : steps[index].names + added
  }

  private static func short(_ type: any Notebook.Type) -> String {
    StepName.name(notebook: type.name)
  }

  private static func turnNames(_ type: any Notebook.Type) -> [String] {
    Adversary.allCases.map { StepName.name(notebook: type.name, $0) }
  }

  private static func unknown(
    _ word: String, _ catalogue: [any Notebook.Type]
  ) -> UsageError {
    let valid = catalogue.map { $0.name } + BenchTask.names
    let hint = Suggestion.sentence(
      for: word, among: valid + catalogue.flatMap { [short($0)] + turnNames($0) })
    return UsageError(
      description: "nothing to measure is called \"\(word)\".\(hint) There are: "
        + valid.joined(separator: ", ") + "; and a notebook's single steps, as in gan_d")
  }
}
