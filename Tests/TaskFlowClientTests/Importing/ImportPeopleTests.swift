import Testing

@testable import TaskFlowClient

/// Whom a file's people are here.
struct ImportPeopleTests {
    private let workers = [
        (handle: "@ada", name: "Ada L"), (handle: "@otto", name: "Noor"), (handle: "@noor", name: "Otto"),
    ]

    @Test(arguments: [
        ("@ada", "@ada"), ("ada", "@ada"), ("ADA", "@ada"), ("ada@example.org", "@ada"), ("Ada L", "@ada"),
        ("crew/otto", "@otto"),
        ("noor", "@noor"), ("stranger", nil), ("", nil), ("@", nil), ("x@", nil), ("/", nil),
    ])
    func byHandleThenByMailThenByName(_ person: String, _ handle: String?) {
        var people = ImportPeople(said: [:], workers: workers)
        #expect(people.handle(of: person) == handle)
        #expect(people.strangers.map(\.person) == (handle == nil ? [person] : []))
    }

    @Test func theCallersWordGoesFirst() {
        var people = ImportPeople(said: ["alice": "@ada", "ada": "@otto", "nobody": "me"], workers: workers)
        #expect(people.handle(of: "Alice") == "@ada" && people.handle(of: "@ada") == "@otto")
        #expect(people.unused == ["nobody"] && people.strangers.isEmpty)
    }

    @Test func theBusiestStrangerIsFirst() {
        var people = ImportPeople(said: [:], workers: [])
        for person in ["b", "a", "c", "c"] { _ = people.handle(of: person) }
        #expect(people.strangers.map(\.person) == ["c", "a", "b"] && people.strangers.map(\.count) == [2, 1, 1])
    }
}
