import Foundation
import TaskFlowDomain
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct OpeningTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file() }

    init() throws { folder = try TemporaryFolder() }

    /// Why the database does not open.
    private func refusal(of path: String, busySeconds: Double = 0) -> TaskFlowError? {
        do throws(TaskFlowError) {
            _ = try SQLiteDatabase(.file(path), readers: 1, busySeconds: busySeconds)
            return nil
        } catch {
            return error
        }
    }

    private func createDatabase() async throws {
        let database = try SQLiteDatabase(.file(path))
        try await database.execute(Fixture.items)
        for number in 1...200 { try await database.insert("\(number)") }
        await database.close()
    }

    @Test func aFileOfAnotherKind() throws {
        try Data(repeating: UInt8(ascii: "x"), count: 5000).write(to: URL(filePath: path))
        #expect(refusal(of: path)?.message == "Cannot open the database \(path): it is not an SQLite database")
    }

    @Test func aDamagedFile() async throws {
        try await createDatabase()
        var data = try Data(contentsOf: URL(filePath: path))
        data.replaceSubrange(100..<4096, with: Data(repeating: 0xA5, count: 3996))
        try data.write(to: URL(filePath: path))
        #expect(refusal(of: path)?.message == "Cannot open the database \(path): it is damaged; restore a backup")
    }

    @Test func aFolderThatIsNotThere() {
        let path = folder.file("missing/test.db")
        #expect(
            refusal(of: path)?.message
                == "Cannot open the database \(path): its folder is not there, or may not be written")
    }

    @Test func aFileThatIsProtected() async throws {
        try await createDatabase()
        chmod(folder.path, 0o777)
        chmod(path, 0o444)
        let error = asNobody { refusal(of: path) }
        #expect(error?.message == "Cannot open the database \(path): the file or its folder is read-only")
    }

    @Test func aFolderThatIsProtected() async throws {
        try await createDatabase()
        chmod(folder.path, 0o555)
        chmod(path, 0o666)
        let (old, new) = asNobody { (refusal(of: path), refusal(of: folder.file("new.db"))) }
        #expect(old?.code == .unavailable && new?.code == .unavailable)
        let reasons = ["the file or its folder is read-only", "its folder is not there, or may not be written"]
        #expect(reasons.contains { old?.message == "Cannot open the database \(path): \($0)" })
        #expect(reasons.contains { new?.message == "Cannot open the database \(folder.file("new.db")): \($0)" })
    }

    @Test func aFileThatAnotherProgramLocked() async throws {
        try await createDatabase()
        let other = try SQLiteConnection.open(.file(path), busySeconds: 0)
        _ = other.use { runner in
            try? runner.later("PRAGMA locking_mode = EXCLUSIVE")
            try? runner.later("UPDATE items SET owner = 'x'")
        }
        #expect(refusal(of: path)?.message == "Cannot open the database \(path): another program has locked it")
        other.close()
        #expect(refusal(of: path) == nil)
    }

    @Test func twoOpenANewFileAtOnce() async throws {
        for attempt in 1...100 {
            let path = folder.file("\(attempt).db")
            async let first = SQLiteDatabase(.file(path), readers: 1)
            async let second = SQLiteDatabase(.file(path), readers: 1)
            for database in try await [first, second] { await database.close() }
        }
    }

    @Test func aWriteThatAnotherProcessHoldsUpIsRefusedInTheEnd() async throws {
        try await createDatabase()
        let database = try SQLiteDatabase(.file(path), busySeconds: 0.05)
        let other = try SQLiteConnection.open(.file(path), busySeconds: 0)
        _ = other.use { runner in try? runner.perform(.beginImmediate) }
        let refusal = await database.failure(of: "DELETE FROM items")
        #expect(refusal?.message == "The database is busy" && refusal?.retryAfter == 1)
        #expect(try await database.names().count == 200)
        _ = other.use { runner in runner.rollBack() }
        try await database.execute("DELETE FROM items")
        #expect(try await database.names() == [])
        await database.close()
    }
}
