import Testing

@testable import TaskFlowSchema

/// Fields of a group stand in the outer type as if they were written out.
@Suite struct GroupTests {
    private struct Span: Described, Equatable {
        let from: Int
        let to: Int?

        static let schema = Schema(
            Span.init, Field("from", \.from, "Where it begins"), Field("to", \.to, "Where it ends"))
    }

    private struct Search: Described, Equatable {
        let text: String
        let span: Span
        let isExact: Bool

        static let schema = Schema(
            Search.init, Field("text", \.text, "What to find"), Field(group: \.span),
            Field("exact", \.isExact, default: false, "Whether case counts"))
    }

    @Test func `fields stand in declared order`() {
        #expect(Search.schema.fields.map(\.name) == ["text", "from", "to", "exact"])
        #expect(Search.schema.fields.map(\.isRequired) == [true, true, false, false])
    }

    @Test func `a value is decoded and encoded flat`() {
        var issues = Issues()
        let json: JSON = ["text": "x", "from": 1, "to": nil, "exact": true]
        let search = Search.decode(json, into: &issues)
        #expect(search == Search(text: "x", span: Span(from: 1, to: nil), isExact: true))
        #expect(search?.json.text == json.text)
    }

    @Test func `every fault is told, those within the group and those around it`() {
        var issues = Issues()
        #expect(Search.decode(["from": "no", "exact": 7], into: &issues) == nil)
        #expect(issues.all.map(\.location) == [[.name("text")], [.name("from")], [.name("exact")]])
    }

    @Test func `the JSON Schema has the fields themselves`() {
        var definitions = Definitions(style: .reference(prefix: ""))
        let schema = Search.schema.objectSchema(of: Search.schema.fields, allRequired: false, in: &definitions)
        #expect(schema["properties"]?.objectValue?.members.map(\.name) == ["text", "from", "to", "exact"])
        #expect(schema["required"] == ["text", "from"])
    }
}
