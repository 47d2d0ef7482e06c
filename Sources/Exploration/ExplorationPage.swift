import Platform
import Records

/// A run as one HTML file in which its networks are at work: no network access, no library, no other file.
///
/// It has what draws pictures of codes, and what learned with it; or, where the log has the curves of `manifolds`, their training.
package struct ExplorationPage {
  /// What the page does without, in a sentence each.
  package let shortcomings: [String]
  private let identity: RunIdentity
  private let body: [UInt8]
  private let contents: JSON
  private let engine: [[UInt8]]
  private let scripts: [[UInt8]]

  /// A page about a run.
  ///
  /// - Parameters:
  ///   - record: the run.
  ///   - judge: the record of the judge of the run's digits, which is asked for where the page shows pictures; nil where there is none.
  ///   - grid: the codes, [side², latent], of the plane that the notebook's planes of `side` × `side` pictures show.
  /// - Throws: `ExplorationError` where the run is none that can be explored.
  package init(
    _ record: RunRecord, judge: () throws -> RunRecord? = { nil },
    grid: @escaping (_ side: Int, _ latent: Int) -> [Float]
  ) throws {
    identity = record.identity
    if ExplorableCurves.areIn(record) {
      shortcomings = []
      body = PackageResources.training_html
      contents = try ExplorableCurves(record).contents
      engine = [PackageResources.engine_js, PackageResources.trainer_js]
      scripts = [PackageResources.page_js, PackageResources.training_js]
    } else {
      let run = try ExplorableRun(record, judge: judge())
      shortcomings = run.shortcomings
      body = PackageResources.explore_html
      contents = ExplorationContents(run) { grid($0, run.latent) }.json
      engine = [PackageResources.engine_js, PackageResources.decoding_js]
      scripts = [PackageResources.page_js, PackageResources.gif_js, PackageResources.explore_js]
    }
  }

  /// The file.
  package var text: String {
    let title = Self.escaped("\(identity.title) (\(identity.notebook), \(identity.data))")
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: blob:; \
      style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob:">
      <title>\(title)</title>
      <style>
      \(Self.text(PackageResources.explore_css))
      </style>
      </head>
      \(Self.text(body))
      <script type="application/json" id="run">
      \(contents.compact.replacing("<", with: "\\u003c"))
      </script>
      <script id="engine">
      \(engine.map(Self.text).joined())
      </script>
      \(scripts.map { "<script>\n\(Self.text($0))</script>" }.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private static func text(_ resource: [UInt8]) -> String {
    String(decoding: resource, as: UTF8.self)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
