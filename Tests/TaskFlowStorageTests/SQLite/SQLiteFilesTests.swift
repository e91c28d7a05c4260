import Foundation
import Synchronization
import TaskFlowDomain
import TaskFlowUpkeep
import Testing

@testable import TaskFlowStorage

/// Files that are taken away from under an open database.
@Suite(.timeLimit(.minutes(10)))
struct SQLiteFilesTests {
    /// What somebody does to the files.
    enum Mishap: String, CaseIterable, Sendable {
        case unlinked, movedAway, replaced, logRemoved, indexRemoved, logReplaced, indexReplaced, folderRenamed,
            emptied,
            cutOff

        /// Whether what was saved before is found again when the database is opened anew.
        var keepsWhatWasSaved: Bool { self == .logRemoved || self == .indexRemoved || self == .folderRenamed }

        func happen(to file: String) throws {
            let manager = FileManager.default
            switch self {
            case .unlinked: try manager.removeItem(atPath: file)
            case .movedAway: try manager.moveItem(atPath: file, toPath: file + ".old")
            case .replaced:
                try Data("another".utf8).write(to: URL(filePath: file + ".new"))
                #expect(rename(file + ".new", file) == 0)
            case .logRemoved: try manager.removeItem(atPath: file + "-wal")
            case .indexRemoved: try manager.removeItem(atPath: file + "-shm")
            case .logReplaced, .indexReplaced:
                let part = file + (self == .logReplaced ? "-wal" : "-shm")
                try Data("another".utf8).write(to: URL(filePath: part + ".new"))
                #expect(rename(part + ".new", part) == 0)
            case .folderRenamed:
                let folder = (file as NSString).deletingLastPathComponent
                try manager.moveItem(atPath: folder, toPath: folder + "-renamed")
            case .emptied: #expect(truncate(file, 0) == 0)
            case .cutOff: #expect(truncate(file, 8192) == 0)
            }
        }

        /// Where the file is afterwards.
        func file(of file: String) -> String {
            guard self == .folderRenamed else { return file }
            let folder = (file as NSString).deletingLastPathComponent
            return folder + "-renamed/" + (file as NSString).lastPathComponent
        }
    }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A database in a folder within the test's folder, with more than two pages in its file.
    private func make(_ hooks: SQLiteHooks = .none) async throws -> (SQLiteDatabase, String) {
        try FileManager.default.createDirectory(atPath: folder.file("house"), withIntermediateDirectories: false)
        let file = folder.file("house/test.db")
        let first = try SQLiteDatabase(.file(file))
        try await first.execute(Fixture.items)
        for number in 1...400 { try await first.insert("\(number) " + String(repeating: "x", count: 60)) }
        await first.close()
        let database = try SQLiteDatabase(.file(file), readers: 2, hooks: hooks)
        try await database.insert("saved")
        return (database, file)
    }

    private func expectRefusal(_ body: () async throws -> Void, _ mishap: Mishap) async {
        do {
            try await body()
            Issue.record("\(mishap) was not seen")
        } catch {
            let error = error as? TaskFlowError
            #expect(error?.code == .unavailable, "\(mishap)")
            #expect(error?.message.hasPrefix("The database's files were removed or replaced") == true, "\(mishap)")
            #expect(error?.message.contains("/") == false && error?.cause?.isEmpty == false)
        }
    }

    @Test(arguments: Mishap.allCases) func `no write is answered as saved, and nothing is read any more`(
        _ mishap: Mishap
    ) async throws {
        let (database, file) = try await make()
        try mishap.happen(to: file)
        await expectRefusal({ try await database.insert("lost") }, mishap)
        await expectRefusal({ try await database.insert("lost as well") }, mishap)
        await expectRefusal({ _ = try await database.names() }, mishap)
        await expectRefusal({ _ = try await database.schemaVersion() }, mishap)
        await database.close()
    }

    @Test(arguments: Mishap.allCases.filter { $0 != .cutOff && $0 != .emptied })
    func `a health probe sees it by itself`(
        _ mishap: Mishap
    ) async throws {
        let (database, file) = try await make()
        #expect(try await database.schemaVersion() == 0)
        try mishap.happen(to: file)
        await expectRefusal({ _ = try await database.schemaVersion() }, mishap)
        await expectRefusal({ _ = try await database.names() }, mishap)
        await database.close()
    }

    @Test(arguments: Mishap.allCases) func `it is not forgotten when the files come back`(_ mishap: Mishap) async throws
    {
        let (database, file) = try await make()
        let copies = folder.file("copies")
        try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: false)
        for part in ["", "-wal", "-shm"] { #expect(link(file + part, copies + "/x" + part) == 0) }
        try mishap.happen(to: file)
        await expectRefusal({ try await database.insert("lost") }, mishap)
        for part in ["", "-wal", "-shm"] where mishap != .folderRenamed {
            _ = rename(copies + "/x" + part, file + part)
        }
        await expectRefusal({ try await database.insert("lost") }, mishap)
        await database.close()
    }

    @Test(arguments: Mishap.allCases.filter(\.keepsWhatWasSaved)) func `what was saved before is there`(
        _ mishap: Mishap
    ) async throws {
        let (database, file) = try await make()
        try mishap.happen(to: file)
        await expectRefusal({ try await database.insert("lost") }, mishap)
        await database.close()
        let again = try SQLiteDatabase(.file(mishap.file(of: file)))
        let names = try await again.names()
        #expect(names.contains("saved") && !names.contains("lost") && names.count == 401)
        await again.close()
    }

    @Test func `what is saved at once when the log is gone is not saved at the end over another's`() async throws {
        let (database, file) = try await make()
        try Mishap.logRemoved.happen(to: file)
        await expectRefusal({ try await database.insert("lost") }, .logRemoved)
        let saved = try Data(contentsOf: URL(filePath: file))
        try Data("another".utf8).write(to: URL(filePath: file + "-wal"))
        await database.close()
        #expect(try Data(contentsOf: URL(filePath: file)) == saved)
        #expect(try Data(contentsOf: URL(filePath: file + "-wal")) == Data("another".utf8))
    }

    @Test func `the newcomer keeps its log`() async throws {
        let (database, file) = try await make()
        let other = try SQLiteDatabase(.file(folder.file("other.db")))
        try await other.execute(Fixture.items)
        await other.close()
        #expect(rename(folder.file("other.db"), file) == 0)
        for part in ["-wal", "-shm"] { #expect(unlink(file + part) == 0) }
        let newcomer = try SQLiteDatabase(.file(file), readers: 1)
        try await newcomer.insert("newcomer's")
        await expectRefusal({ try await database.insert("lost") }, .replaced)
        await database.close()
        let log = try FileManager.default.attributesOfItem(atPath: file + "-wal")[.size] as? Int
        #expect((log ?? 0) > 0)
        try await newcomer.insert("another")
        #expect(try await newcomer.names() == ["another", "newcomer's"])
        await newcomer.close()
        let again = try SQLiteDatabase(.file(file))
        #expect(try await again.names() == ["another", "newcomer's"])
        await again.close()
    }

    @Test func `the log of the file that was there spoils no newcomer`() async throws {
        let (database, file) = try await make()
        let other = try SQLiteDatabase(.file(folder.file("other.db")))
        try await other.execute(Fixture.items)
        try await other.insert("newcomer's")
        await other.close()
        try FileManager.default.moveItem(atPath: file, toPath: file + ".old")
        #expect(rename(folder.file("other.db"), file) == 0)
        await expectRefusal({ try await database.insert("lost") }, .replaced)
        await database.close()
        let newcomer = try SQLiteDatabase(.file(file))
        #expect(try await newcomer.names() == ["newcomer's"])
        #expect(try await newcomer.examine().faults == [])
        await newcomer.close()
        // Nothing of the old file is lost: with its log beside it again, it has what was saved.
        #expect(rename(file + "-wal" + SQLiteFiles.asideSuffix, file + ".old-wal") == 0)
        let old = try SQLiteDatabase(.file(file + ".old"))
        #expect(try await old.names().contains("saved"))
        await old.close()
    }

    @Test func `what goes away while it is being saved is told as unknown`() async throws {
        let path = Mutex<String?>(nil)
        let hooks = SQLiteHooks(afterCommit: { if let path = path.withLock({ $0 }) { unlink(path) } })
        let (database, file) = try await make(hooks)
        path.withLock { $0 = file }
        let error = await database.failure(of: "INSERT INTO items (name) VALUES ('who knows')")
        #expect(error?.code == .outcomeUnknown)
        await expectRefusal({ _ = try await database.names() }, .unlinked)
        await database.close()
    }

    @Test func `a file that VACUUM made shorter is whole`() async throws {
        let (database, file) = try await make()
        let before = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        let other = try SQLiteConnection.open(.file(file), busySeconds: 5)
        _ = other.use { runner in
            for sql in ["DELETE FROM items WHERE id < 390", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
                #expect(throws: Never.self) { try runner.later(.init(trusted: sql)) }
            }
        }
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0 < before)
        try await database.insert("goes on")
        #expect(try await database.names().contains("goes on"))
        other.close()
        await database.close()
    }

    @Test func `a file that is reached by a link is watched by both names`() async throws {
        let (first, file) = try await make()
        await first.close()
        let name = folder.file("link.db")
        try FileManager.default.createSymbolicLink(atPath: name, withDestinationPath: file)
        let database = try SQLiteDatabase(.file(name))
        try await database.insert("by the link")
        #expect(unlink(file + "-wal") == 0)
        await expectRefusal({ try await database.insert("lost") }, .logRemoved)
        await database.close()
        let again = try SQLiteDatabase(.file(name))
        try FileManager.default.removeItem(atPath: name)
        await expectRefusal({ try await again.insert("lost") }, .unlinked)
        await again.close()
    }
}
