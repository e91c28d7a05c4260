import TaskFlowSchema
import Testing

/// Members of a query that no field knows.
@Suite struct StrangerTests {
    private func issues(_ arguments: Arguments) -> [ValidationIssue] {
        var issues = Issues()
        let value = Search.schema.decode(arguments, into: &issues)
        #expect((value == nil) == (issues.count > 0))
        return issues.all
    }

    @Test func `each is a fault at its name, after the fields' own, with the nearest name`() {
        let found = issues(Arguments(query: [("limt", "3"), ("limit", "x"), ("zzz", "")]))
        #expect(found.map(\.type) == ["int_parsing", "extra_forbidden", "extra_forbidden"])
        #expect(
            found.dropFirst().map(\.location) == [[.name("query"), .name("limt")], [.name("query"), .name("zzz")]])
        #expect(found[1].message.contains("'limit'"))
        #expect(found[1].input == "3")
    }

    @Test func `a long name is cut, and there are never more than a hundred`() {
        let name = String(repeating: "é", count: 5000)
        #expect(
            issues(Arguments(query: [(name, "x")])).first?.location == [.name("query"), .name(String(name.prefix(80)))])
        #expect(issues(Arguments(query: Array(repeating: ("nope", ""), count: 500))).count == Issues.limit)
    }

    @Test func `members of the body, of headers and of the path stay ignored`() {
        let arguments = Arguments(path: [("x", "1")], headers: [("x", "1")], body: .json(["x": 1]))
        #expect(issues(arguments).allSatisfy { $0.type != "extra_forbidden" })
    }

    @Test func `what the door found wrong is told too`() {
        var arguments = Arguments()
        arguments.faults = [.tooLong(200, limit: 128, at: [.name("query")], input: .null)]
        #expect(issues(arguments).contains { $0.location == [.name("query")] && $0.type == "too_long" })
    }
}
