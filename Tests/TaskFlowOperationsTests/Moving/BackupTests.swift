import Foundation
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// SQLite's own way to be copied and put back.
@Suite(.timeLimit(.minutes(10))) struct BackupTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test func `a backup is of one moment while others write`() async throws {
        try await withHouse { house, path in
            try await withThrowingTaskGroup { group in
                group.addTask { for number in 1...400 { _ = try await house.owner.addTask("Task \(number)") } }
                for round in 1...6 {
                    let copy = try PartialFile(folder.path("\(round).db"), replaces: false)
                    let found = try SQLiteBackup.copy(path, to: copy.path)
                    try copy.finish()
                    #expect(found.schema == Migration.all.count)
                    #expect(try await Self.createdTasks(folder.path("\(round).db")) == found.tasks + 1)
                }
                try await group.waitForAll()
            }
            #expect(try house.folder.names().filter { $0.contains("partial") }.isEmpty)
            let modes = try FileManager.default.attributesOfItem(atPath: folder.path("1.db"))
            #expect(modes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `what was backed up comes back`() async throws {
        try await withHouse { house, path in
            let before = try await house.export(house.database)
            _ = try SQLiteBackup.copy(path, to: folder.path("backup"))
            let (found, carried) = try await restore("backup", to: folder.path("new.db"), replaces: false)
            #expect(found.restored.tasks == 2)
            #expect(carried.lines == ["Ended 1 session and 1 sign-in link: people sign in anew"])
            #expect(try folder.names() == ["backup", "new.db"])
            let restored = try SQLiteDatabase(.file(folder.path("new.db")))
            #expect(try kept(in: before) == kept(in: try await house.export(restored)))
            await restored.close()
        }
    }

    @Test func `a database that is there is replaced only when told so, and wholly`() async throws {
        try await withHouse { house, path in
            let before = try await house.export(house.database)
            _ = try SQLiteBackup.copy(path, to: folder.path("backup"))
            for number in 1...200 { _ = try await house.owner.addTask("Task \(number)") }
            await house.database.close()
            await #expect(
                throws: TaskFlowError(.unavailable, "There is a database at \(path) already: --yes replaces it")
            ) { try await restore("backup", to: path, replaces: false) }
            let (outcome, carried) = try await restore("backup", to: path, replaces: true)
            #expect(outcome.restored.tasks == 2)
            #expect(outcome.putAside == nil)
            #expect(
                carried.lines.last
                    == "Kept from the database that was there: the highest numbers (tasks 203, audit_log 217)")
            let restored = try SQLiteDatabase(.file(path))
            #expect(try kept(in: before) == kept(in: try await house.export(restored)))
            await restored.close()
        }
    }

    @Test func `a database in use is left alone`() async throws {
        try await withHouse { house, path in
            let before = try await house.export(house.database)
            _ = try SQLiteBackup.copy(path, to: folder.path("backup"))
            await #expect(throws: TaskFlowError(.unavailable, "The database \(path) is in use: stop the server first"))
            {
                try await restore("backup", to: path, replaces: true)
            }
            #expect(FileManager.default.contentsEqual(atPath: before, andPath: try await house.export(house.database)))
            _ = try await house.owner.addTask("Writing goes on")
        }
    }

    @Test func `what is no database is put aside`() async throws {
        try await withHouse { _, path in
            _ = try SQLiteBackup.copy(path, to: folder.path("backup"))
            let broken = folder.path("broken.db")
            try Data(repeating: 0x41, count: 9_000).write(to: URL(fileURLWithPath: broken))
            let (outcome, _) = try await restore("backup", to: broken, replaces: true)
            #expect(outcome.putAside == broken + ".damaged-1")
            #expect(try Data(contentsOf: URL(fileURLWithPath: broken + ".damaged-1")).count == 9_000)
            #expect(try SQLiteBackup.copy(broken, to: folder.path("again")).tasks == 2)
        }
    }

    @Test func `a bad backup changes nothing`() async throws {
        try await withHouse { house, path in
            for number in 1...300 { _ = try await house.owner.addTask("Task \(number)") }
            _ = try SQLiteBackup.copy(path, to: folder.path("backup"))
            let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path("backup")))
            var holed = whole
            for page in 3..<20 { holed.replaceSubrange((page * 4096)..<(page * 4096 + 2048), with: Data(count: 2048)) }
            let bad = [
                ("cut", whole.prefix(20_000)), ("holed", holed), ("prose", Data("Dear TaskFlow".utf8)),
                ("empty", Data()),
            ]
            for (name, data) in bad {
                try data.write(to: URL(fileURLWithPath: folder.path(name)))
                let error = await #expect(throws: TaskFlowError.self, "\(name)") {
                    try await restore(name, to: folder.path("target.db"), replaces: true)
                }
                #expect(
                    error?.message.hasPrefix("Cannot restore \(folder.path(name)): it is") == true, "\(error as Any)")
                #expect(!FileManager.default.fileExists(atPath: folder.path("target.db")))
            }
            await #expect(throws: TaskFlowError(.unavailable, "There is no database at \(folder.path("none"))")) {
                try await restore("none", to: folder.path("target.db"), replaces: true)
            }
            await #expect(throws: TaskFlowError(.unavailable, "\(path) is the database itself")) {
                _ = try await Restoration.restore(path, to: path, replaces: true, requestID: "test")
            }
        }
    }

    @Test func `a backup of a newer program is told`() async throws {
        try await withHouse { house, path in
            try await house.database.write { tx throws(TaskFlowError) in
                try tx.execute("INSERT INTO schema_migrations VALUES (99, 'of tomorrow', 1, '')")
            }
            let error = #expect(throws: TaskFlowError.self) { try SQLiteBackup.copy(path, to: folder.path("backup")) }
            #expect(
                error?.message.hasSuffix("(schema 99, known up to \(Migration.all.count)): update the program") == true)
        }
    }

    @discardableResult
    private func restore(
        _ backup: String, to path: String, replaces: Bool
    ) async throws -> (outcome: SQLiteRestore.Outcome, carried: CarryOver) {
        try await Restoration.restore(folder.path(backup), to: path, replaces: replaces, requestID: "test")
    }

    /// What a restored database has of an export: all but sessions and codes. The header counts those.
    private func kept(in export: String) throws -> [Substring] {
        try String(contentsOfFile: export, encoding: .utf8).split(separator: "\n").dropFirst().filter { line in
            !["sessions", "sign_in_codes"].contains { line.hasPrefix("{\"table\":\"\($0)\",") }
        }
    }

    private func withHouse(_ body: (House, String) async throws -> Void) async throws {
        let path = folder.path("house/taskflow.db")
        try FileManager.default.createDirectory(atPath: folder.path("house"), withIntermediateDirectories: true)
        let database = try SQLiteDatabase(.file(path))
        do {
            try await body(try await House(try await Crew(on: database)), path)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        try FileManager.default.removeItem(atPath: folder.path("house"))
    }

    /// How many tasks a copy's audit log tells of.
    private static func createdTasks(_ path: String) async throws -> Int? {
        let copy = try SQLiteDatabase(.file(path))
        let count = try await copy.read { tx throws(TaskFlowError) in
            try tx.value(
                "SELECT count(*) FROM audit_log WHERE entity_type = 'task' AND action = 'created'", as: Int.self)
        }
        await copy.close()
        return count
    }
}

extension TemporaryDirectory {
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0 != "house" }.sorted()
    }
}
