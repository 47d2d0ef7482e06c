import ArgumentParser

/// Runs every notebook.
struct AllCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Run every notebook.")

  @OptionGroup var results: ResultOptions
  @OptionGroup var options: RunOptions

  func run(in session: Session) throws -> Int32 {
    try Runner(
      session: session, results: results, options: options, notebooks: session.catalogue
    ).run()
  }
}

/// Runs the notebooks that are named.
struct RunCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run notebooks; a notebook's name alone does the same.")

  @Argument(help: "The notebooks, in the order in which to run them; or all.")
  var name: [String]

  @OptionGroup var results: ResultOptions
  @OptionGroup var options: RunOptions

  func run(in session: Session) throws -> Int32 {
    try Runner(
      session: session, results: results, options: options, notebooks: try session.notebooks(name)
    ).run()
  }
}
