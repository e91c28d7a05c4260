import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

struct SQLiteRunnerTests {
    private let connection: SQLiteConnection

    init() throws {
        connection = try SQLiteConnection.open(.memory, busySeconds: 1)
        try use { runner throws(TaskFlowError) in
            try runner.later(Fixture.items)
            for name in ["a", "b", "c"] { try runner.later("INSERT INTO items (name) VALUES (\(name))") }
        }
    }

    private func use<T: Sendable>(
        _ body: @Sendable (SQLiteRunner) throws(TaskFlowError) -> T
    ) throws(TaskFlowError) -> T {
        let result = connection.use { runner -> Result<T, TaskFlowError> in
            do throws(TaskFlowError) { return .success(try body(runner)) } catch { return .failure(error) }
        }
        guard let result else { throw .databaseClosed }
        return try result.get()
    }

    private static let query: SQL = "SELECT name FROM items ORDER BY name"

    @Test func theSameStatementMayBeNested() throws {
        let pairs = try use { runner throws(TaskFlowError) in
            var pairs: [String] = []
            try runner.run(Self.query) { outer throws(TaskFlowError) in
                let first = outer.text(0)
                try runner.run(Self.query) { inner throws(TaskFlowError) in
                    pairs.append(first + inner.text(0))
                    return true
                }
                return pairs.count < 100
            }
            return pairs
        }
        #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
    }

    @Test func stoppingEarlyLeavesTheStatementUsable() throws {
        let seen = try use { runner throws(TaskFlowError) in
            var seen: [String] = []
            for _ in 1...2 {
                try runner.run(Self.query) { row throws(TaskFlowError) in
                    seen.append(row.text(0))
                    return false
                }
            }
            _ = try? runner.run(Self.query) { _ throws(TaskFlowError) in throw .internal("stop") }
            // A statement left standing would keep the transaction from ending.
            try runner.perform(.beginImmediate)
            try runner.perform(.commit)
            return seen
        }
        #expect(seen == ["a", "a"])
    }

    @Test func changesAreCounted() throws {
        try use { runner throws(TaskFlowError) in
            let one: SQL = "UPDATE items SET owner = 'w' WHERE name = 'a'"
            let all: SQL = "UPDATE items SET owner = 'x' RETURNING id"
            #expect(try runner.run(one) { _ throws(TaskFlowError) in true } == 1)
            #expect(try runner.run(all) { _ throws(TaskFlowError) in false } == 3)
            #expect(try runner.run(Self.query) { _ throws(TaskFlowError) in true } == 0)
            let none: SQL = "DELETE FROM items WHERE id = \(99)"
            #expect(try runner.run(none) { _ throws(TaskFlowError) in true } == 0)
            let owned: SQL = "SELECT count(*) FROM items WHERE owner = 'x'"
            try runner.run(owned) { row throws(TaskFlowError) in
                #expect(row.integer(0) == 3)
                return true
            }
        }
    }

    @Test func moreStatementsThanAreKept() throws {
        try use { runner throws(TaskFlowError) in
            for number in 1...1200 {
                let sql = SQL(trusted: "SELECT \(number)")
                try runner.run(sql) { row throws(TaskFlowError) in row.integer(0) == number }
            }
            #expect(runner.keptStatements <= 500)
        }
    }

    @Test func schemaChangesDoNotMakeStatementsStale() throws {
        let columns = try use { runner throws(TaskFlowError) in
            let query: SQL = "SELECT * FROM items"
            try runner.later(query)
            try runner.later("ALTER TABLE items ADD COLUMN extra TEXT NOT NULL DEFAULT 'new'")
            var extra: [String] = []
            try runner.run(query) { row throws(TaskFlowError) in
                extra.append(row.text(3))
                return true
            }
            return extra
        }
        #expect(columns == ["new", "new", "new"])
    }

    @Test func aPlaceholderWithoutValueIsRefused() throws {
        #expect(throws: TaskFlowError.self) {
            try use { runner throws(TaskFlowError) in try runner.later("DELETE FROM items WHERE id = ?") }
        }
    }
}
