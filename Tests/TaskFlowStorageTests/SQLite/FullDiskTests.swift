import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct FullDiskTests {
    private static let large = String(repeating: "x", count: 200_000)

    private func limit(_ database: SQLiteDatabase, pagesLeft: Int) async throws {
        try await database.write { tx throws(TaskFlowError) in
            let count = try tx.value("PRAGMA page_count", as: Int.self) ?? 0
            _ = try tx.value(SQL(trusted: "PRAGMA max_page_count = \(count + pagesLeft)"), as: Int.self)
        }
    }

    @Test func aFullDiskTakesTheWholeBatchOrNothing() async throws {
        let fixture = try await Fixture()
        try await limit(fixture.database, pagesLeft: 2)
        let failures = try await fixture.database.inOneBatch([
            Unit { tx throws(TaskFlowError) in try tx.insert("small") },
            Unit { _ throws(TaskFlowError) in throw .notFound("Task") },
            Unit { tx throws(TaskFlowError) in try tx.insert(Self.large) },
            Unit { tx throws(TaskFlowError) in try tx.insert("small too") },
        ])
        #expect(failures.map(\.?.code) == Array(repeating: .unavailable, count: 4))
        #expect(failures.map(\.?.message) == Array(repeating: "The disk is full", count: 4))
        #expect(try await fixture.database.names() == [])
        try await fixture.database.insert("small")
        #expect(try await fixture.database.names() == ["small"])
    }

    @Test func aUnitThatSwallowsTheErrorSavesNothing() async throws {
        let fixture = try await Fixture()
        try await limit(fixture.database, pagesLeft: 2)
        let failures = try await fixture.database.inOneBatch([
            Unit { tx throws(TaskFlowError) in
                do throws(TaskFlowError) { try tx.insert(Self.large) } catch {}
                // Outside a transaction by now: this would be committed at once.
                do throws(TaskFlowError) { try tx.insert("escaped") } catch {}
            }
        ])
        #expect(failures.map(\.?.code) == [.unavailable])
        #expect(try await fixture.database.names() == [])
    }

    @Test func roomAgainMeansWritesAgain() async throws {
        let fixture = try await Fixture()
        try await limit(fixture.database, pagesLeft: 2)
        #expect(await fixture.database.failure(of: "INSERT INTO items (name) VALUES (\(Self.large))") != nil)
        try await limit(fixture.database, pagesLeft: 10_000)
        try await fixture.database.insert(Self.large)
        #expect(try await fixture.database.names().count == 1)
    }
}
