internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

@Suite struct TagsTests {
    static func tags(_ texts: [String]) -> Tags { Tags(texts.map { Tag(trusted: $0) }) }

    @Test func aSetInTheOrderGiven() {
        #expect(Self.tags(["b", "a", "b", "c", "a"]).all.map(\.rawValue) == ["b", "a", "c"])
        #expect(Self.tags(["b", "a", "b"]).json == ["b", "a"])
        #expect(Self.tags(["a", "b"]) != Self.tags(["b", "a"]))
    }

    static let columns: [([String], String)] = [([], ""), (["bug"], " bug "), (["b", "a:x"], " b a:x ")]

    @Test(arguments: columns) func columnForm(texts: [String], column: String) {
        #expect(Self.tags(texts).columnValue == .text(column))
        #expect(Tags.read(FakeRow(value: .text(column)), 0) == Self.tags(texts))
    }

    @Test func noColumn() { #expect(Tags.read(FakeRow(value: .null), 0) == nil) }

    /// A tag between spaces is found by its text and by nothing else.
    @Test func noTagContainsTheSeparator() { #expect(Tag("a b") == nil) }

    @Test func atMostFifty() {
        let names = (0..<51).map { JSON.string("t\($0)") }
        var issues = Issues()
        #expect(Tags.decode(.array(Array(names.dropLast())), into: &issues)?.all.count == 50)
        #expect(issues.count == 0)
        #expect(Tags.decode(.array(names), into: &issues) == nil)
        #expect(issues.all.map(\.type) == ["too_long"])
    }

    @Test func capabilities() {
        let capabilities = Capabilities([Capability(trusted: "a, \"b\""), Capability(trusted: "c d")])
        #expect(capabilities.columnValue == .text(#"["a, \"b\"","c d"]"#))
        #expect(Capabilities.read(FakeRow(value: capabilities.columnValue), 0) == capabilities)
        #expect(Capabilities.read(FakeRow(value: .text("[")), 0) == nil)
        var issues = Issues()
        #expect(Capabilities.decode(.array(Array(repeating: "a", count: 51)), into: &issues) == nil)
        #expect(issues.all.first?.message == "List should have at most 50 items after validation, not 51")
    }
}
