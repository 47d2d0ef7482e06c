import Foundation
import Platform
import Raster
import Records
import Weaving

/// A Markdown file of the results, a report, the index, or the page on measures, as one HTML file that needs nothing else: no
/// network, no library, no other file.
///
/// It is made of the Markdown and of the pictures beside it, which are committed; no log is needed.
package struct ResultPage {
  /// The Markdown file, from the folder of the results: `mnist/vae/report.md`.
  package let file: String
  /// The folder of the results.
  let output: String
  /// Whether there is a page of another Markdown file, to which links then lead.
  let isPage: (String) -> Bool

  /// A page of a file; the properties' comments tell what each is.
  package init(of file: String, in output: String, isPage: @escaping (String) -> Bool) {
    (self.file, self.output, self.isPage) = (file, output, isPage)
  }

  /// Where the page of a Markdown file goes, both from the folder of the results: `index.html` for `README.md`.
  package static func path(of file: String) -> String { ResultAddress.page(of: file) }

  /// The page.
  ///
  /// - Throws: `ResultsError` where the file or a picture is missing or damaged, or has a formula that cannot be set.
  package var text: String {
    get throws {
      let blocks = MarkdownParser.blocks(of: try markdown)
      var writer = MarkdownHTML(address: address, picture: picture)
      let article: String
      do {
        article = try writer.html(of: blocks)
      } catch let problem as MarkdownHTML.FormulaProblem {
        throw ResultsError(
          "make a page of", "\(output)/\(file):\(problem.line)", problem.error.description)
      }
      let heading = blocks.compactMap {
        if case .heading(_, let content) = $0 { content.plainText } else { nil }
      }.first
      return page(
        title: ([heading ?? file] + file.split(separator: "/").dropLast().prefix(1).map(String.init))
          .joined(separator: " · "), article: article, headings: writer.headings)
    }
  }

  /// The Markdown files of the results that one leads to, also by others, itself among them, in the order in which they are named.
  ///
  /// - Throws: `ResultsError` where one that is there cannot be read.
  package static func files(from start: String, in output: String) throws -> [String] {
    var files = [start]
    var next = 0
    while next < files.count {
      let page = ResultPage(of: files[next], in: output) { _ in false }
      next += 1
      for match in try page.markdown.matches(of: /\]\(([^()\s]+)\)|href="([^"]+)"/) {
        let address = String(match.1 ?? match.2 ?? "")
        guard let file = ResultAddress.file(address, from: page.file), file.hasSuffix(".md"),
          !files.contains(file), Files.exists("\(output)/\(file)")
        else { continue }
        files.append(file)
      }
    }
    return files
  }

  private var markdown: String {
    get throws {
      guard let bytes = FileManager.default.contents(atPath: "\(output)/\(file)") else {
        throw ResultsError(
          "make a page of", "\(output)/\(file)", "it is not there", hint: "run the notebook first")
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  // MARK: - Links and pictures

  private func address(_ address: String) -> String? {
    if ResultAddress.hasScheme(address) {
      return ["https:", "http:", "mailto:"].contains { address.hasPrefix($0) } ? address : nil
    }
    guard let target = ResultAddress.file(address, from: file), target.hasSuffix(".md"),
      isPage(target)
    else { return address }
    let path = address.prefix { $0 != "#" }
    return ResultAddress.page(of: String(path)) + address.dropFirst(path.count)
  }

  private func picture(_ image: MarkdownImage, isLinked: Bool) throws -> String {
    guard let path = ResultAddress.file(image.file, from: file),
      path.hasSuffix(".png") || path.hasSuffix(".gif")
    else { return HTML.element("em", "", HTML.escaped(image.alt)) }
    guard let bytes = FileManager.default.contents(atPath: "\(output)/\(path)") else {
      throw ResultsError(
        "make a page of", "\(output)/\(file)", "there is no \(image.file)",
        hint: "make it again with `experiments render`, or restore it from git")
    }
    let picture = PagePicture(file: Array(bytes), alt: image.alt, width: image.width)
    do {
      return try picture.html(isStill: isLinked)
    } catch {
      throw ResultsError("make a page of", "\(output)/\(path)", error.description)
    }
  }

  // MARK: - The file

  private func page(title: String, article: String, headings: [MarkdownHTML.Heading]) -> String {
    let style = "\n\(Self.text(PackageResources.page_css))\n"
    let script = "\n\(Self.text(PackageResources.page_js))\n"
    // Nothing runs and nothing is loaded but what the page was written with, whatever a report says.
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
      style-src '\(Self.hash(style))'; script-src '\(Self.hash(script))'"/>
      <title>\(HTML.escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body>
      \(ways)
      <div class="columns">
      \(Self.contents(headings))
      <main>
      <article>
      \(article)
      </article>
      </main>
      </div>
      <script>\(script)</script>
      </body>
      </html>

      """
  }

  /// Links to the pages that belong to this one.
  private var ways: String {
    let root = ResultAddress.root(from: file)
    let folder = (file as NSString).deletingLastPathComponent
    var links: [(address: String, text: String)] = []
    if file != "README.md", isPage("README.md") {
      links.append(("\(root)index.html", "All results"))
    }
    if file != "measures.md", isPage("measures.md") {
      links.append(("\(root)measures.html", "Measures"))
    }
    if !folder.isEmpty, Files.exists("\(output)/\(folder)/explore.html") {
      links.append(("explore.html", "Explore the networks"))
    }
    if links.isEmpty { return "" }
    return HTML.element(
      "header", "",
      HTML.element(
        "nav", "class=\"ways\" aria-label=\"Other pages\"",
        links.map { HTML.element("a", "href=\"\($0.address)\"", HTML.escaped($0.text)) }
          .joined(separator: "\n")))
  }

  private static func contents(_ headings: [MarkdownHTML.Heading]) -> String {
    let items = headings.filter { (2...3).contains($0.level) }.map { heading in
      HTML.element(
        "li", "class=\"level\(heading.level)\"",
        HTML.element("a", "href=\"#\(HTML.escaped(heading.id))\"", heading.content))
    }
    if items.count < 3 { return "" }
    return HTML.element(
      "nav", "class=\"contents\" aria-label=\"Contents\"",
      HTML.element(
        "details", "",
        "<summary>Contents</summary>\n"
          + HTML.element("ul", "", items.joined(separator: "\n"))))
  }

  private static func text(_ resource: [UInt8]) -> String {
    String(decoding: resource, as: UTF8.self)
  }

  /// What a policy knows a style or a script by.
  private static func hash(_ text: String) -> String {
    "sha256-" + Data(Digest.bytes(of: Array(text.utf8))).base64EncodedString()
  }
}
