import Foundation
import TaskFlowDomain

@testable import TaskFlowStorage

/// A folder that lives as long as the test that made it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "taskflow-storage-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String = "test.db") -> String { "\(path)/\(name)" }
}

/// A database on a file, with one table to write into.
struct Fixture {
    let folder: TemporaryFolder
    let database: SQLiteDatabase

    init(
        readers: Int = 2, limits: SQLiteLimits = .standard, hooks: SQLiteHooks = .none, table: SQL = Fixture.items
    ) async throws {
        folder = try TemporaryFolder()
        database = try SQLiteDatabase(.file(folder.file()), readers: readers, limits: limits, hooks: hooks)
        try await database.write { tx throws(TaskFlowError) in try tx.execute(table) }
    }

    static let items: SQL = "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, owner TEXT) STRICT"
}
