import Foundation
import HarnessTestSupport
import Platform
import Raster
import Testing

@testable import Pages

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Whole pages.
@Suite struct ResultPageTests {
  /// The names of the elements of a page; its styles and scripts are no XML.
  ///
  /// - Throws: where the rest of it is none, either.
  private func elements(of page: String) throws -> [String] {
    final class Names: NSObject, XMLParserDelegate {
      var names: [String] = []
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
      ) { names.append(name) }
    }
    let xml = page.replacing("<!doctype html>\n", with: "")
      .replacing(/(?s)<(style|script)>.*?<\/(style|script)>/, with: "")
    let parser = XMLParser(data: Data(xml.utf8))
    let names = Names()
    parser.delegate = names
    if !parser.parse() { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    return names.names
  }

  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in files { try write(Array(text.utf8), to: name, in: folder) }
    return folder
  }

  private func write(_ bytes: [UInt8], to name: String, in folder: TemporaryFolder) throws {
    let path = "\(folder.path)/\(name)"
    try Files.makeFolder((path as NSString).deletingLastPathComponent)
    try Files.replace(path, with: bytes)
  }

  private func page(
    _ file: String = "mnist/vae/report.md", in folder: TemporaryFolder, pages: Set<String> = []
  ) throws -> String {
    try ResultPage(of: file, in: folder.path) { pages.contains($0) }.text
  }

  /// The body without the script.
  private func body(_ page: String) throws -> Substring {
    let start = try #require(page.firstRange(of: "<article>")).upperBound
    return page[start..<(try #require(page.firstRange(of: "</article>")).lowerBound)]
  }

  private static let results = URL(filePath: #filePath).appending(path: "../../../results")
    .standardizedFileURL.path

  @Test func everyCommittedReportIsWellFormed() throws {
    let files = try ResultPage.files(from: "README.md", in: Self.results)
    #expect(files.count > 20 && files.contains("measures.md"))
    for file in files {
      let markdown = try String(contentsOfFile: "\(Self.results)/\(file)", encoding: .utf8)
      var writer = MarkdownHTML(address: { $0 }, picture: { _, _ in "<img/>" })
      let html = try writer.html(of: MarkdownParser.blocks(of: markdown))
      let elements = try elements(of: "<body>\(html)</body>")
      #expect(elements.count { $0 == "h1" } == 1, "\(file)")
      // Nothing is left of the marks of tables, code and headings.
      let prose = html.replacing(/(?s)<(pre|code)[^>]*>.*?<\/(pre|code)>/, with: "")
      for mark in ["```", "---", "\n#", "](", "**", "<p>|", "&lt;img", "&lt;a "] {
        #expect(!prose.contains(mark), "\(file) has \(mark)")
      }
      #expect(Set(writer.headings.map(\.id)).count == writer.headings.count)
    }
  }

  @Test func aCommittedPageIsWellFormedAndAsksForNothing() throws {
    let page = try ResultPage(of: "strokes/swirl/report.md", in: Self.results) { _ in true }.text
    let elements = try elements(of: page)
    #expect(elements.contains("math") && elements.contains("img"))
    #expect(page.matches(of: /src="(?!data:)/).isEmpty && !page.contains("url("))
  }

  @Test func linksLeadToPagesThatAreThere() throws {
    let folder = try folder([
      "mnist/vae/report.md": """
      # VAE

      [a](../gan/report.md), [b](../../README.md), [c](../../measures.md#the-judge), [d](../cgan/report.md),
      [e](https://example.org/x.md), [f](#vae), [g](../../../outside.md), [h](file:///etc/passwd).
      """
    ])
    let page = try page(
      in: folder, pages: ["mnist/gan/report.md", "README.md", "measures.md", "../outside.md"])
    let addresses = try body(page).matches(of: /href="([^"]*)"/).map { String($0.1) }
    #expect(
      addresses == [
        "../gan/report.html", "../../index.html", "../../measures.html#the-judge",
        "../cgan/report.md", "https://example.org/x.md", "#vae", "../../../outside.md",
      ])
    #expect(page.contains("<a href=\"../../index.html\">All results</a>"))
    #expect(page.contains("<title>VAE · mnist</title>"))
  }

  @Test func theIndexLeadsToEverything() throws {
    let folder = try folder([
      "README.md": "[a](s/a/report.md) <a href=\"s/b/report.md\">b</a> [c](s/c/report.md)",
      "s/a/report.md": "[m](../../measures.md) [i](../../README.md) [o](../../../o.md)",
      "s/b/report.md": "# B", "measures.md": "# M", "s/d/report.md": "# D",
    ])
    #expect(
      try ResultPage.files(from: "README.md", in: folder.path)
        == ["README.md", "s/a/report.md", "s/b/report.md", "measures.md"])
    #expect(ResultPage.path(of: "README.md") == "index.html")
    #expect(ResultPage.path(of: "s/a/report.md") == "s/a/report.html")
  }

  /// A page's bytes depend on the pixels of a picture, not on who has written its file.
  private func base64(_ bitmap: Bitmap) -> String {
    Data(PNGFile.bytes(of: bitmap)).base64EncodedString()
  }

  private func animation() throws -> [UInt8] {
    let frames = [0, 120, 240].map { Bitmap(width: 4, height: 2, color: Color(grey: $0)) }
    return try Animation(frames, delay: 4, finalDelay: 200, palette: .greys(16)).gif()
  }

  @Test func picturesAreInThePageAndAnimationsInFrames() throws {
    let folder = try folder([
      "r/report.md": """
      <img src="figures/a.png" width="2" alt="a &quot;picture&quot;">

      *Its caption*

      <img src="figures/b.gif" width="8" alt="b">

      <a href="report.md"><img src="figures/b.gif" width="8" alt="b"></a>
      """
    ])
    let picture = Bitmap(width: 4, height: 2)
    try write(picture.png(), to: "r/figures/a.png", in: folder)
    try write(try animation(), to: "r/figures/b.gif", in: folder)
    let page = try page("r/report.md", in: folder)
    _ = try elements(of: page)
    let body = try body(page)
    #expect(
      body.contains(
        "<figure><img alt=\"a &quot;picture&quot;\" decoding=\"async\" width=\"2\" height=\"1\" "
          + "src=\"data:image/png;base64,\(base64(picture))\"/>\n"
          + "<figcaption>Its caption</figcaption></figure>"))
    // Three frames of which the last is seen, and the last alone in a link.
    #expect(body.matches(of: /alt="b"/).count == 4)
    #expect(body.matches(of: /<img hidden="" alt="b"/).count == 2)
    #expect(body.contains("data-delays=\"4,4,200\""))
    #expect(body.contains("max=\"3\" value=\"3\""))
    #expect(body.matches(of: /class="controls"/).count == 1)
    let frames = try DecodedAnimation(gif: animation()).frames
    for frame in frames { #expect(body.contains(base64(frame))) }
  }

  @Test func picturesFromElsewhereStayOutside() throws {
    let folder = try folder([
      "r/report.md": """
      <img src="../../secret.png" alt="one"> <img src="/etc/passwd.png" alt="two">
      <img src="https://example.org/x.png" alt="three"> <img src="notes.txt" alt="four">
      """
    ])
    let page = try page("r/report.md", in: folder)
    #expect(!page.contains("<img"))
    for alt in ["one", "two", "three", "four"] { #expect(page.contains("<em>\(alt)</em>")) }
  }

  @Test func whatIsMissingOrDamagedIsNamed() throws {
    func error(_ markdown: String, _ bytes: [UInt8]? = nil) throws -> String {
      let folder = try folder(["r/report.md": markdown])
      if let bytes { try write(bytes, to: "r/a.gif", in: folder) }
      let error = #expect(throws: ResultsError.self) { try page("r/report.md", in: folder) }
      return error?.description.replacing(folder.path, with: "") ?? ""
    }
    #expect(
      try error("a\n\n$\\foo$")
        == "could not make a page of /r/report.md:3: the formula $\\foo$, at character 1: \\foo is not "
        + "known here; write it otherwise, or add it to TeXSymbols")
    #expect(try error("<img src=\"a.gif\" alt=\"\">").contains("there is no a.gif"))
    let damaged = try error("<img src=\"a.gif\" alt=\"\">", [1, 2, 3])
    #expect(damaged.hasPrefix("could not make a page of /r/a.gif: cannot decode a GIF"))
    let missing = #expect(throws: ResultsError.self) {
      try page("none.md", in: folder(["a.md": ""]))
    }
    #expect(missing?.description.hasSuffix("it is not there; run the notebook first") == true)
  }

  /// The policy names the one style and the one script that the page has, so that nothing else runs.
  @Test func nothingButThePagesOwnScriptRuns() throws {
    let hostile = "</title></script><script>alert('x')</script><style>*{}</style>\" onload=\"x"
    let folder = try folder([
      "r/report.md": "# \(hostile)\n\n\(hostile)\n\n## \(hostile)\n\n## b\n\n## c"
    ])
    let page = try page("r/report.md", in: folder)
    let elements = try elements(of: page)
    #expect(elements.count { $0 == "title" } == 1)
    #expect(page.matches(of: /<script/).count == 1 && page.matches(of: /<style/).count == 1)
    for name in ["style", "script"] {
      let start = try #require(page.firstRange(of: "<\(name)>")).upperBound
      let end = try #require(page[start...].firstRange(of: "</\(name)>")).lowerBound
      let digest = Data(Digest.bytes(of: Array(page[start..<end].utf8))).base64EncodedString()
      #expect(page.contains("\(name)-src 'sha256-\(digest)'"))
    }
    #expect(page.contains("default-src 'none'"))
  }
}
