import Testing

@testable import Pages

/// The Markdown of reports as HTML.
@Suite struct MarkdownTests {
  private func html(_ markdown: String) throws -> String {
    var writer = MarkdownHTML(
      address: { $0.hasPrefix("javascript:") ? nil : $0 },
      picture: { image, isLinked in
        "[\(image.file) \(image.width ?? 0)\(isLinked ? " linked" : "")]"
      })
    return try writer.html(of: MarkdownParser.blocks(of: markdown))
  }

  @Test(arguments: [
    (
      "One *two* **three** `four`.",
      "<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>"
    ),
    ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
    ("2 * 3 * 4, a*, **, 5 ** 6", "<p>2 * 3 * 4, a*, **, 5 ** 6</p>"),
    ("`a*b` and *c `*` d*", "<p><code>a*b</code> and <em>c <code>*</code> d</em></p>"),
    ("`` a ` b ``, `c", "<p><code>a ` b</code>, `c</p>"),
    ("\\*no\\* \\$1 \\a", "<p>*no* $1 \\a</p>"),
    ("snake_case_name and _this_", "<p>snake_case_name and _this_</p>"),
    (
      "[5 of *5*](#claims), [`x`](a/b.md#c), [none] (x), [a b](c d)",
      "<p><a href=\"#claims\">5 of <em>5</em></a>, <a href=\"a/b.md#c\"><code>x</code></a>, "
        + "[none] (x), [a b](c d)</p>"
    ),
    ("[x](javascript:alert(1))", "<p>x)</p>"),
    ("one\ntwo\n\nthree", "<p>one two</p>\n<p>three</p>"),
    (
      "# A & B\n## A `b`: c\n### A b c\nText",
      """
      <h1 id="a--b">A &amp; B</h1>
      <h2 id="a-b-c">A <code>b</code>: c</h2>
      <h3 id="a-b-c-1">A b c</h3>
      <p>Text</p>
      """
    ),
    ("#no\n####### no", "<p>#no ####### no</p>"),
    (
      "- a\n- b\n  c\nd\n\n- e\n\n  f",
      """
      <ul><li>a</li>
      <li>b c d</li>
      <li>e
      <p>f</p></li></ul>
      """
    ),
    ("1. a\n2. b", "<ol><li>a</li>\n<li>b</li></ol>"),
    (
      "- ✅ a < b\n- ❌ c",
      """
      <ul><li class="claim"><span class="good" role="img" aria-label="holds">✓</span> a &lt; b</li>
      <li class="claim"><span class="bad" role="img" aria-label="fails">✗</span> c</li></ul>
      """
    ),
    ("> a\n> b\n>\n> - c", "<blockquote><p>a b</p>\n<ul><li>c</li></ul></blockquote>"),
    (
      "> [!WARNING]\n> a",
      """
      <div class="notice" role="note"><p class="kind">Warning</p>
      <p>a</p></div>
      """
    ),
    (
      "```text\n*a* <b>\n\n```\nc",
      """
      <pre tabindex="0"><code>*a* &lt;b&gt;
      </code></pre>
      <p>c</p>
      """
    ),
    (
      "````swift\nlet a = \"```\"\n````",
      "<pre tabindex=\"0\"><code><span class=\"keyword\">let</span> a = "
        + "<span class=\"literal\">&quot;```&quot;</span></code></pre>"
    ),
    (
      "a\n\n    *b*\n\n    c\n\nd",
      "<p>a</p>\n<pre tabindex=\"0\"><code>*b*\n\nc</code></pre>\n<p>d</p>"
    ),
    (
      "| a | b |\n| --- | ---: |\n| `x\\|y` | $a\\|b$ |\n\n*Caption*",
      """
      <figure><div class="table"><table><tr><th>a</th><th class="number">b</th></tr><tr><td><code>x|y</code></td>\
      <td class="number"><math><mrow><mi>a</mi><mo stretchy="false" lspace="0" rspace="0">|</mo><mi>b</mi></mrow></math>\
      </td></tr></table></div>
      <figcaption>Caption</figcaption></figure>
      """
    ),
    (
      "text\n| a |\n| --- |\n| 1 |",
      """
      <p>text</p>
      <div class="table"><table><tr><th>a</th></tr><tr><td>1</td></tr></table></div>
      """
    ),
    (
      "<img src=\"a.png\" width=\"20\" alt=\"x\">\n<img src=\"b.png\" alt=\"\">\n\n*Two `pictures`*",
      """
      <figure><div class="pictures">[a.png 20]
      [b.png 0]</div>
      <figcaption>Two <code>pictures</code></figcaption></figure>
      """
    ),
    (
      "<a href=\"r.md\"><img align=\"right\" width=\"3\" src=\"c.gif\" alt=\"c\"></a>\n\n<br clear=\"right\">",
      """
      <figure class="aside"><a href="r.md">[c.gif 3 linked]</a></figure>
      <div class="clear"></div>
      """
    ),
    (
      "<details><summary>2 `x`</summary>\n\n```text\n</details>x\n```\n\n</details>\n\na",
      """
      <details><summary>2 <code>x</code></summary>
      <pre tabindex="0"><code>&lt;/details&gt;x</code></pre></details>
      <p>a</p>
      """
    ),
    ("It costs $5, and $ 7 $ or $6x.", "<p>It costs $5, and $ 7 $ or $6x.</p>"),
    ("$x*y$ *z*", "<p><math><mrow><mi>x</mi><mo>∗</mo><mi>y</mi></mrow></math> <em>z</em></p>"),
    (
      "a\n$$x$$\nb",
      """
      <p>a</p>
      <div class="formula" tabindex="0"><math display="block"><mi>x</mi></math></div>
      <p>b</p>
      """
    ),
    (
      "$$x\n+ y$$",
      "<div class=\"formula\" tabindex=\"0\"><math display=\"block\"><mrow><mi>x</mi><mo>+</mo>"
        + "<mi>y</mi></mrow></math></div>"
    ),
    ("a<br>b<sub>2</sub> <kbd>c", "<p>a<br/>b<sub>2</sub> &lt;kbd&gt;c</p>"),
  ])
  func markdownBecomesHTML(markdown: String, expected: String) throws {
    // Ends of lines in a paragraph are blanks.
    #expect(try html(markdown) == expected)
  }

  /// Whatever a text says, it is text.
  @Test(arguments: [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<IMG SRC=\"a.png\">",
    "<a href=\"javascript:alert(1)\">x</a>", "<iframe src=\"a\"></iframe>", "</article></main>",
    "*<b>*", "`</script>`", "# <style>", "| <u> |\n| --- |\n| </table> |", "> </blockquote><i>",
    "```swift\n</code><script>\n```", "<svg onload=\"x\">", "&lt;b>", "[<b>](\"><u>)",
    "<a href=\"x\" onclick=\"alert(1)\">y</a>", "<!-- x -->", "</p>",
  ])
  func nothingOfATextIsATag(markdown: String) throws {
    let html = try html(markdown)
    let tags = html.matches(of: /<\/?([a-z0-9]+)([^>]*)>/)
    let known: Set<Substring> = [
      "p", "em", "code", "pre", "h1", "div", "table", "tr", "th", "td", "blockquote", "span", "a",
      "figure",
    ]
    #expect(tags.allSatisfy { known.contains($0.1) }, "\(html)")
    #expect(!tags.contains { $0.2.contains("onclick") || $0.2.contains("javascript") }, "\(html)")
    #expect(html.count { $0 == "<" } == tags.count, "\(html)")
  }

  @Test func aFormulaThatCannotBeSetIsNamedWithItsLine() {
    for (markdown, line) in [
      ("a\n\nb\nc $\\foo$", 4), ("- a\n- b\n  $\\foo$", 3), ("> a\n> $\\foo$", 2),
      ("| a |\n| --- |\n| b |\n| $\\foo$ |", 4), ("a\n\n$$\n\\foo\n$$", 3),
      ("<details><summary>a</summary>\n\n> [!NOTE]\n> $\\foo$\n\n</details>", 4),
    ] {
      let problem = #expect(throws: MarkdownHTML.FormulaProblem.self) { try html(markdown) }
      #expect(problem?.line == line, "\(markdown)")
    }
  }

  @Test func aHostileTextDoesNotExhaustTheStack() throws {
    for mark in ["> ", "- ", "*a ", "[", "<details><summary>x</summary>\n", "**", "`", "<sub>"] {
      #expect(try !html(String(repeating: mark, count: 200)).isEmpty)
    }
    let links = String(repeating: "[", count: 200) + String(repeating: "](a)", count: 200)
    #expect(try !html(links).isEmpty)
  }
}
