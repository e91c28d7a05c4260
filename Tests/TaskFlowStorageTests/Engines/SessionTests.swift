import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10))) struct SessionTests {
    private static let query: SQL = "SELECT name FROM items ORDER BY name"

    private func withThree(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
        try await withItems(engine) { database in
            for name in ["a", "b", "c"] { try await database.insert(name) }
            try await body(database)
        }
    }

    @Test(arguments: Engine.all) func theSameStatementMayBeNested(_ engine: Engine) async throws {
        try await withThree(engine) { database in
            let pairs = try await database.read { tx throws(TaskFlowError) in
                var pairs: [String] = []
                for first in try tx.names() { for second in try tx.names() { pairs.append(first + second) } }
                return pairs
            }
            #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
        }
    }

    @Test(arguments: Engine.all) func stoppingEarlyLeavesTheStatementUsable(_ engine: Engine) async throws {
        try await withThree(engine) { database in
            let seen = try await database.write { tx throws(TaskFlowError) in
                var seen: [String?] = []
                for _ in 1...2 { seen.append(try tx.first(Self.query) { String.read($0, 0) }) }
                return seen
            }
            #expect(seen == ["a", "a"])
        }
    }

    @Test(arguments: Engine.all) func changesAreCounted(_ engine: Engine) async throws {
        try await withThree(engine) { database in
            let counts = try await database.write { tx throws(TaskFlowError) in
                [
                    try tx.execute("UPDATE items SET owner = 'w' WHERE name = 'a'"),
                    try tx.execute("UPDATE items SET owner = 'x' RETURNING id"), try tx.execute(Self.query),
                    try tx.execute("DELETE FROM items WHERE id = \(99)"),
                    try tx.execute("INSERT INTO items (name) VALUES ('d'), ('a') ON CONFLICT DO NOTHING"),
                ]
            }
            #expect(counts == [1, 3, 0, 0, 1])
        }
    }

    @Test(arguments: Engine.all) func moreStatementsThanAreKept(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            for start in [1, 400, 800] {
                let sum = try await database.read { tx throws(TaskFlowError) in
                    var sum = 0
                    for number in start..<start + 400 {
                        sum += try tx.value(SQL(trusted: "SELECT \(number)")) ?? 0
                    }
                    return sum
                }
                #expect(sum == (start..<start + 400).reduce(0, +))
            }
        }
    }

    @Test(arguments: Engine.all) func schemaChangesDoNotMakeStatementsStale(_ engine: Engine) async throws {
        try await withThree(engine) { database in
            let query: SQL = "SELECT * FROM items"
            try await database.execute(query)
            try await database.execute("ALTER TABLE items ADD COLUMN extra TEXT NOT NULL DEFAULT 'new'")
            let extra = try await database.read { tx throws(TaskFlowError) in try tx.all(query) { $0.text(3) } }
            #expect(extra == ["new", "new", "new"])
        }
    }

    @Test(arguments: Engine.all) func aPlaceholderWithoutValueIsRefused(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            #expect(await database.failure(of: "DELETE FROM items WHERE id = $1")?.code == .internal)
        }
    }
}
