import ArgumentParser
import Comparisons
import Digits
import Foundation
import Platform
import Records

/// What `diff` and `bisect` share: which results, and how the difference is shown.
struct DifferenceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only results of this data: strokes, mnist or a folder's name.", valueName: "name"))
  var data: String?

  @Option(
    help: ArgumentHelp("Where results are.", valueName: "folder"), completion: .directory)
  var output = DefaultOutput.folder

  @Flag(help: "Write JSON.")
  var json = false

  @Flag(help: "Write Markdown, as for a comment on a pull request.")
  var markdown = false

  @Option(
    help: ArgumentHelp(
      "Write also a page with all pictures that needs no other file; - is standard output, which then has "
        + "nothing else.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String?

  @Option(
    help: ArgumentHelp(
      "Where pictures of the changes go. (default: the folder of results with -diff at its end)",
      valueName: "folder"), completion: .directory)
  var pictures: String?

  @Option(
    help: ArgumentHelp(
      "Where readers of the Markdown find the folder of pictures.", valueName: "url"))
  var picturesURL: String?

  func validate() throws {
    if json, markdown { throw ValidationError("--json and --markdown: choose one") }
    for (path, option) in [(output, "--output"), (html, "--html"), (pictures, "--pictures")] {
      try PathOption.validate(path, of: option)
    }
    if json || markdown, let html, (try? OutputFile(html)) == .standardOutput {
      throw ValidationError(
        "--html \(html): the page takes standard output; leave --json and --markdown out")
    }
  }

  /// The folder for pictures of changes.
  var pictureFolder: String {
    if let pictures { return pictures }
    var folder = output
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return folder + "-diff"
  }

  /// Which results are meant.
  ///
  /// - Throws: `UsageError` where neither side has such results.
  func selection(
    _ names: [String], from: ResultsTree, to: ResultsTree
  ) throws -> @Sendable (Place) -> Bool {
    let places = Set(from.notebooks).union(to.notebooks).sorted()
    for name in names where !places.contains(where: { $0.notebook == name }) {
      throw UsageError.unknown(
        "notebook with results", name, valid: Set(places.map(\.notebook)).sortedByBytes())
    }
    let group = data.map { DigitData.name(ofFolder: $0) }
    if let group, !places.contains(where: { $0.group == group }) {
      throw UsageError.unknown(
        "data with results", group, valid: Set(places.map(\.group)).sortedByBytes())
    }
    return { place in
      (names.isEmpty || names.contains(place.notebook)) && (group == nil || place.group == group)
    }
  }

  /// Writes pictures and page, and the difference on standard output.
  ///
  /// - Parameter heading: What stands before the difference; nil for nothing.
  func show(
    _ difference: ResultsDifference, in session: Session, heading: BisectionHeading? = nil
  ) throws {
    try ChangePictures(folder: pictureFolder).write(difference)
    if let html {
      let page = DifferencePage(difference: difference, heading: heading).text
      if try write(page, to: html, session.console) == .standardOutput { return }
    }
    if json {
      let value = DifferenceJSON(
        difference: difference, pictures: pictureFolder, heading: heading)
      session.console.out(try JSON(encoding: value).pretty)
    } else if markdown {
      session.print(
        DifferenceMarkdown(
          difference: difference, pictures: picturesURL ?? pictureFolder, heading: heading
        ).text)
    } else {
      let paint = Paint(isColoured: session.console.isColoured)
      if let heading { session.print(heading.text(paint) + "\n") }
      session.print(
        TerminalText(difference: difference, pictures: pictureFolder, paint: paint).text)
    }
  }

  /// Writes the page and returns where it went.
  private func write(
    _ page: String, to name: String, _ console: Console
  ) throws(ResultsError) -> OutputFile {
    do throws(ResultsError) {
      let file = try OutputFile(name)
      try file.write(page, on: console)
      if file != .standardOutput { console.err("page: \(name)\n") }
      return file
    } catch {
      throw ResultsError(
        "write the page to", name, error.reason, hint: "choose another file with --html")
    }
  }
}
