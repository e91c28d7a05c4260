import Testing

@testable import TaskFlowImporters

/// Markdown of HTML, without scripts.
struct HTMLTextTests {
    @Test(arguments: [
        ("<p>All 47 strings</p>", "All 47 strings"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b", "a\nb"),
        ("<h2>How</h2><p>So</p>", "## How\n\nSo"),
        ("<ul><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        (
            #"<ul data-type="taskList"><li data-checked="true"><p>a</p></li><li data-checked="false"><p>b</p></li></ul>"#,
            "- [x] a\n- [ ] b"
        ),
        ("<strong>a</strong> <em>b</em> <code>c</code>", "**a** *b* `c`"),
        ("<pre><code>if a {\n    b &lt; c\n}</code></pre>", "```\nif a {\n    b < c\n}\n```"),
        (#"<a href="https://x.org/a?b=1&amp;c=2">x</a>"#, "[x](https://x.org/a?b=1&c=2)"),
        (#"<img alt="plan" src="https://x.org/p.png">"#, "[plan](https://x.org/p.png)"),
        ("a &amp; b &#228; &#x2764; &nbsp;c &unknown; d", "a & b ä ❤ c &unknown; d"),
        ("a < b and 3 > 2", "a \\< b and 3 > 2"),
        ("plain", "plain"), ("", ""), ("a\n  b", "a b"),
    ])
    func isWhatWasMeant(_ html: String, _ markdown: String) { #expect(HTMLText.markdown(html) == markdown) }

    @Test(arguments: [
        "<script>if (a<b) { x('</p>') }</script>after", "<SCRIPT src=x></SCRIPT >after", "<style>p{}</style>after",
        "<img src=x onerror=alert(1)>after", #"<a href="javascript:alert(1)">after</a>"#,
        #"<a href='data:text/html,x'>after</a>"#,
        "<!-- <script> > -->after", "<iframe src=x></iframe>after", "<svg onload=x>after",
    ])
    func scriptsGo(_ html: String) { #expect(HTMLText.markdown(html) == "after") }

    @Test(arguments: [
        "&lt;script&gt;x", "<", "<script", "x<scr<script>ipt>", "&#60;b&#62;", "<<b>>", "</", "<!--", "&#x110000;",
        "&#0;",
    ])
    func nothingThatIsLeftIsATag(_ html: String) {
        let text = HTMLText.markdown(html)
        for (index, sign) in text.enumerated() where sign == "<" {
            let before = text.index(text.startIndex, offsetBy: index - 1, limitedBy: text.endIndex)
            #expect(index > 0 && before.map { text[$0] } == "\\", "\(text)")
        }
        #expect(!text.contains("\0"))
    }

    @Test func typedMarkdownIsNoLink() {
        #expect(HTMLText.markdown("<p>[x](javascript:y)</p>") == "[x]\\(javascript:y)")
    }

    @Test func codeDoesNotEndItself() {
        #expect(HTMLText.markdown("<pre>```\n&lt;b&gt;</pre>") == "````\n```\n<b>\n````")
    }

    @Test func timeGrowsWithTheLength() {
        let clock = ContinuousClock()
        for piece in [
            "<", "<a", "</", "<!--", "&", "&#", "<p>", "<li>", "<ul>", "<a href=\"https://x.y\">", "<pre>", "`",
        ] {
            let html = String(repeating: piece, count: 100_000)
            #expect(clock.measure { _ = HTMLText.markdown(html) } < .seconds(30), "\(piece)")
        }
    }
}
