import Weaving

/// A difference as one HTML file that needs nothing else: no network, no library, no other file.
package struct DifferencePage {
  package let difference: ResultsDifference
  package var heading: BisectionHeading?

  package init(difference: ResultsDifference, heading: BisectionHeading?) {
    self.difference = difference
    self.heading = heading
  }

  /// The file.
  package var text: String {
    let films = PageFilms(of: difference.notebooks.flatMap(\.figures))
    let sections = difference.notebooks.map { PageSection(notebook: $0, films: films).html }
    return page(sections.joined(separator: "\n"), films.html)
  }

  private func page(_ sections: String, _ films: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
    style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <title>\(HTML.escaped(title))</title>
    <style>
    \(Self.text(PackageResources.page_css))
    </style>
    </head>
    <body data-mode="side">
    \(header)
    \(tools)
    <noscript><p class="notice">A script unpacks the pictures of this page: allow it to see them.</p></noscript>
    <main>
    \(sections)
    </main>
    <footer>
    <p>\(HTML.escaped(ChangeWords.unchanged(difference.unchanged)))</p>
    \(keys)
    </footer>
    \(films)
    \(Self.scripts)
    </body>
    </html>

    """
  }

  /// Parts of one program, in their order: each uses those before it.
  private static let scripts = [
    PackageResources.film_js, PackageResources.stills_js, PackageResources.animations_js,
    PackageResources.controls_js,
  ].map { HTML.element("script", "", "\n" + text($0)) }.joined(separator: "\n")

  private static func text(_ resource: [UInt8]) -> String {
    String(decoding: resource, as: UTF8.self)
  }

  private var title: String {
    "Results: \(difference.from.shortTitle) → \(difference.to.shortTitle)"
  }

  private var header: String {
    var parts = [
      HTML.element("h1", "", "Results: \(HTML.escaped(ChangeWords.headline(difference)))")
    ]
    if let heading {
      let commit = heading.change.commit
      parts.append(
        HTML.element(
          "p", "",
          "<b>\(HTML.escaped(heading.subjectText))</b> changed first in "
            + "<code>\(HTML.escaped(commit.short))</code> \(HTML.escaped(commit.subject)) "
            + "<span class=\"quiet\">(\(HTML.escaped(commit.author)), \(commit.date))</span>"))
    }
    parts.append(
      HTML.element(
        "p", "class=\"sides\"",
        "<b>\(HTML.escaped(difference.from.title))</b> → <b>\(HTML.escaped(difference.to.title))</b>"
      ))
    parts += difference.problems.map {
      HTML.element("p", "class=\"notice\"", HTML.escaped($0))
    }
    parts += difference.notes.map {
      HTML.element("p", "class=\"notice note\"", HTML.escaped($0))
    }
    parts.append(claims)
    return HTML.element("header", "", parts.joined(separator: "\n"))
  }

  /// The claims of all notebooks that changed sides, came or went.
  private var claims: String {
    let all = difference.claimsThatChangedSides
    if all.isEmpty { return "" }
    let items = all.map { place, change in PageSection.claim(change, at: place) }
    return HTML.element("ul", "class=\"claims\"", items.joined(separator: "\n"))
  }

  private var tools: String {
    if difference.notebooks.allSatisfy(\.figures.isEmpty) {
      return """
        <div class="tools"><div><span class="modes"></span><label><input id="at" type="range"></label>
        <span class="end"><button type="button" id="theme" title="Light or dark (t)">◐</button></span>
        </div></div>
        """
    }
    return """
      <div class="tools"><div>
      <span class="modes" role="group" aria-label="How pictures are compared">
      <button type="button" data-mode="side" title="Key 1">Side by side</button>
      <button type="button" data-mode="swipe" title="Key 2">Swipe</button>
      <button type="button" data-mode="onion" title="Key 3">Onion skin</button>
      <button type="button" data-mode="blink" title="Key 4">Blink</button>
      </span>
      <label for="at">old <input id="at" type="range" min="0" max="100" value="50"> new</label>
      <span class="end"><button type="button" id="theme" title="Light or dark (t)" \
      aria-label="Light or dark">◐</button></span>
      </div></div>
      """
  }

  private var keys: String {
    let keys = [
      ("1 2 3 4", "side by side, swipe, onion skin, blink"), ("j k", "next and previous picture"),
      ("← →", "move the edge of swipe, the mix of onion skin"),
      ("space", "old or new while blinking; play or pause an animation"),
      (", .", "previous and next frame"), ("t", "light or dark"),
    ]
    let list = keys.map { keys, meaning in
      let caps = keys.split(separator: " ").map { "<kbd>\($0)</kbd>" }.joined(separator: " ")
      return "<span>\(caps)</span><span>\(meaning)</span>"
    }
    return HTML.element(
      "details", "id=\"keys\"",
      "<summary>Keys <kbd>?</kbd></summary>"
        + HTML.element("div", "class=\"keys\"", list.joined(separator: "\n")))
  }
}
