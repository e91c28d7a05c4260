import TaskFlowOperations
import TaskFlowSchema
import Testing

/// What is a key, and which texts are the same one.
@Suite struct KeyTextTests {
    @Test(arguments: [
        ("a", "a"), ("8f14e45f-ceea-467f-a8d5-2c1f3b9d7a60", "8f14e45f-ceea-467f-a8d5-2c1f3b9d7a60"),
        ("\"a\"", "a"), ("a\"b", "a\"b"), (#""a\"b""#, "a\"b"), (#""a\\b""#, #"a\b"#), (#"a\b"#, #"a\b"#), ("~!", "~!"),
    ])
    func `bare and quoted keys`(_ sent: String, _ key: String) {
        var issues = Issues()
        #expect(IdempotencyKey.decode(.string(sent), into: &issues)?.text == key)
        #expect(issues.count == 0)
    }

    @Test(arguments: [
        "", "\"\"", "\"", "\"a", #""a\""#, #""a\b""#, "\"a\"b\"", "a b", "\"a b\"", "a\tb", "ä", "a\u{7F}", "\u{0}",
        "a\n", "a, b",
        "\" \"",
    ])
    func `no key`(_ sent: String) {
        var issues = Issues()
        #expect(IdempotencyKey.decode(.string(sent), into: &issues) == nil)
        #expect(issues.count == 1)
    }

    @Test func `a key has at most 255 characters, its quotes not counted`() {
        var issues = Issues()
        let longest = String(repeating: "k", count: 255)
        #expect(IdempotencyKey.decode(.string(longest), into: &issues) != nil)
        #expect(IdempotencyKey.decode(.string("\"\(longest)\""), into: &issues) != nil)
        #expect(issues.count == 0)
        #expect(IdempotencyKey.decode(.string(longest + "k"), into: &issues) == nil)
        #expect(issues.all.map(\.type) == ["string_too_long"])
    }

    @Test func `every command takes one but those that write no row, and no query does`() {
        func takes<O: TaskFlowOperations.Operation>(_ operation: O.Type) -> Bool {
            O.fields.contains { $0.name == IdempotencyKey.header && $0.source == .header && !$0.isRequired }
        }
        for operation in Operations.all {
            #expect(
                takes(operation)
                    == (operation is any Command.Type && operation != Heartbeat.self && operation != InboxDone.self),
                "\(operation.spec.name)")
        }
    }
}
