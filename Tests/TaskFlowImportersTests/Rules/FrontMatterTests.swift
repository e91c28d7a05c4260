import Testing

@testable import TaskFlowImporters

/// YAML as people write it at the head of a page.
struct FrontMatterTests {
    private func list(_ yaml: String) -> [String]? { FrontMatter(page: "---\n\(yaml)\n---\nbody")?.list("key") }

    @Test(arguments: [
        ("key: []", []), ("key: [a, b]", ["a", "b"]), ("key:\n  - a\n  - 'b'", ["a", "b"]), ("key:\n- a", ["a"]),
        ("key:", []),
        ("key: a", ["a"]), ("key: @x", ["@x"]), ("key: [@x, \"@y\"]", ["@x", "@y"]), ("key: 'it''s'", ["it's"]),
        ("key: \"a \\\"b\\\" \\\\ c\"", ["a \"b\" \\ c"]), ("key: ''", []), ("key: null", []),
        ("key: [a, 'b, c']", ["a", "b, c"]),
        ("key: >-\n  long\n  title", ["long title"]), ("key: |\n  one\n  two", ["one\ntwo"]),
        ("key: plain\n  goes on", ["plain goes on"]),
        ("key: 'quoted\n  goes on'", ["quoted goes on"]), ("key: a: b", ["a: b"]), ("key: [a,\n  b]", ["a", "b"]),
        ("# note\nkey: a", ["a"]), ("key: a\r", ["a"]), ("key:\n  - - a", ["- a"]), ("key: #7", ["#7"]),
    ])
    func isReadAllTheSame(_ yaml: String, _ values: [String]) { #expect(list(yaml) == values) }

    @Test(arguments: ["", "no front matter", "---\nkey: a", "text\n---\nkey: a\n---"])
    func aPageWithoutAnyHasNone(_ page: String) { #expect(FrontMatter(page: page) == nil) }

    @Test func theBodyStandsBelow() {
        #expect(FrontMatter(page: "---\r\na: b\r\n---\r\none\r\n---\r\ntwo")?.body == "one\n---\ntwo")
    }

    @Test func timeGrowsWithTheLength() {
        let clock = ContinuousClock()
        for line in ["  more\n", "- a\n", "key: [\n", "key: 'a\n"] {
            let text = "---\nkey: a\n" + String(repeating: line, count: 100_000) + "---\n"
            #expect(clock.measure { _ = FrontMatter(page: text) } < .seconds(30), "\(line)")
        }
    }
}
