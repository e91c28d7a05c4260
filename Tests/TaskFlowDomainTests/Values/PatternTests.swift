internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// Texts with a pattern: no regular expression runs, so each rule is tried here.
@Suite struct PatternTests {
    static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test(arguments: ["a", "0", "a-b", "a1-b2-c3", times("a", 100), times("a-", 49) + "aa"])
    func slugs(text: String) { #expect(Slug(text)?.rawValue == text) }

    @Test(arguments: [
        "", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "ä", "a\n", " a", "a.b", "１", times("a", 101), "a\0",
        "a\u{301}",
    ])
    func noSlugs(text: String) { #expect(Slug(text) == nil) }

    @Test(arguments: ["a", "0", "a_b", "a.b:c-d_", "0--", times("a", 50)]) func tags(text: String) {
        #expect(Tag(text)?.rawValue == text)
    }

    @Test(arguments: [
        "", "_a", ".a", ":a", "-a", "A", "aB", "a b", "a\n", "ä", "aä", times("a", 51), "a\0", "a,b", "a/b",
    ])
    func noTags(text: String) { #expect(Tag(text) == nil) }

    @Test(arguments: ["@a", "@0", "@a_b-c", "@-", "@_", "@" + times("a", 50)])
    func handles(text: String) { #expect(Handle(text)?.rawValue == text) }

    @Test(arguments: [
        "", "@", "a", "@A", "@a b", "@@a", "a@", "@a.b", "@ä", "@a\n", "@" + times("a", 51), " @a", "@a\0",
    ])
    func noHandles(text: String) { #expect(Handle(text) == nil) }
}
