import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

extension Database {
    func insert(_ name: String) async throws(TaskFlowError) {
        try await write { tx throws(TaskFlowError) in try tx.execute("INSERT INTO items (name) VALUES (\(name))") }
    }

    func names() async throws(TaskFlowError) -> [String] {
        try await read { tx throws(TaskFlowError) in try tx.names() }
    }

    func execute(_ sql: SQL) async throws(TaskFlowError) {
        try await write { tx throws(TaskFlowError) in try tx.execute(sql) }
    }

    /// The error a statement ends with.
    func failure(of sql: SQL) async -> TaskFlowError? {
        do throws(TaskFlowError) {
            try await execute(sql)
            return nil
        } catch {
            return error
        }
    }
}

extension Transaction {
    borrowing func names() throws(TaskFlowError) -> [String] {
        try all("SELECT name FROM items ORDER BY name") { String.read($0, 0) }
    }

    borrowing func insert(_ name: String) throws(TaskFlowError) {
        try execute("INSERT INTO items (name) VALUES (\(name))")
    }
}

/// Waits for a condition that another thread brings about.
func eventually(_ condition: () -> Bool) async throws {
    for _ in 0..<30_000 where !condition() { try await Task.sleep(for: .milliseconds(1)) }
    try #require(condition())
}
